using System.Security.Cryptography;

namespace Eegavi.Engine;

/// <summary>A copy of a native library in the user's cache that loads without a version that it names and does not use.</summary>
internal static class MendedLibrary
{
    /// <summary>Writes the copy where there is none, and returns its path. Its name holds the original's hash.</summary>
    /// <param name="path">The library. It stays as it is.</param>
    /// <param name="version">The version that it does not need.</param>
    /// <exception cref="InvalidDataException">It is no ELF file that names the version.</exception>
    public static string Write(string path, string version)
    {
        var original = File.ReadAllBytes(path);
        var mended = ElfVersions.Weaken(original, version);
        var name = $"{Path.GetFileNameWithoutExtension(path)}-{Convert.ToHexStringLower(SHA256.HashData(original))[..16]}.so";
        try
        {
            return Write(mended, Path.Combine(UserCache.Folder, "native", name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No home to write to, as for a service: a folder of this process alone, so that nobody else puts a library there.
            return Write(mended, Path.Combine(Directory.CreateTempSubdirectory("eegavi").FullName, name));
        }
    }

    private static string Write(byte[] content, string path)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) return path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            File.WriteAllBytes(beside, content);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
        return path;
    }
}
