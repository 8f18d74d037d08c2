using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Eegavi.Plugins;

/// <summary>What a file says of itself before any of it is loaded.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">The assembly's simple name.</param>
/// <param name="Contract">The version of the contracts that it was built against; null where it references none: it is no plugin, but may be what a plugin needs.</param>
internal sealed record PluginFile(string Path, string Name, Version? Contract)
{
    /// <summary>Reads a file's metadata; null where it is a native library.</summary>
    /// <exception cref="BadImageFormatException">It is neither, or damaged.</exception>
    public static PluginFile? Read(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        if (!image.HasMetadata) return null;
        var metadata = image.GetMetadataReader();
        // The version of the contracts' assembly is that of the contracts: a reference records what a plugin was built against.
        var contract = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Where(reference => metadata.StringComparer.Equals(reference.Name, Contracts.AssemblyName)).Select(reference => reference.Version).FirstOrDefault();
        return new(path, metadata.GetString(metadata.GetAssemblyDefinition().Name), contract);
    }

    /// <summary>SHA-256 of a file, 64 hexadecimal digits.</summary>
    public static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
