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
    /// <exception cref="InvalidDataException">It lies elsewhere.</exception>
    public static PluginFile? Read(string path)
    {
        // Nothing is in it; and who opens a pipe, whose length is 0 too, waits for ever.
        if (MustLieInItsFolder(path).Length == 0) throw new BadImageFormatException();
        using var file = File.OpenRead(path);
        // The reader takes no more; native libraries may be larger.
        using var image = new PEReader(file, PEStreamOptions.Default, (int)Math.Min(file.Length, int.MaxValue));
        // Without the signature of a library much passes for an object file: zeros, say.
        if (image.PEHeaders.IsCoffOnly) throw new BadImageFormatException();
        if (!image.HasMetadata) return null;
        var metadata = image.GetMetadataReader();
        // The version of the contracts' assembly is that of the contracts: a reference records what a plugin was built against.
        var contract = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Where(reference => metadata.StringComparer.Equals(reference.Name, Contracts.AssemblyName)).Select(reference => reference.Version).FirstOrDefault();
        return new(path, metadata.GetString(metadata.GetAssemblyDefinition().Name), contract);
    }

    /// <summary>The file behind a path, which may be a link within its folder. Only folders that a user names are read.</summary>
    /// <exception cref="InvalidDataException">It is a link out of its folder.</exception>
    public static FileInfo MustLieInItsFolder(string path)
    {
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not FileInfo target) return new(path);
        if (target.FullName.StartsWith(System.IO.Path.GetDirectoryName(path) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)) return target;
        throw new InvalidDataException($"{System.IO.Path.GetFileName(path)} is a link to {target.FullName}, outside its folder. Name that file's folder, or copy the file.");
    }

    /// <summary>SHA-256 of a file, 64 hexadecimal digits.</summary>
    public static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
