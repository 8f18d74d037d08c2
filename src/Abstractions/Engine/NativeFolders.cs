using System.Runtime.InteropServices;

namespace Eegavi.Engine;

/// <summary>The folders in which a native library of a NuGet package may stand.</summary>
internal static class NativeFolders
{
    /// <summary>The folder that has the file: beside the program, where .NET looks, else in the NuGet packages folder; null = none.</summary>
    /// <param name="file">For example <c>libtorch_cpu.so</c>.</param>
    /// <param name="package">The package that brings it.</param>
    /// <param name="version">Its version.</param>
    public static string? Find(string file, string package, string version) =>
        Program().Concat(Packages().Select(root => Path.Combine(root, package, version, "runtimes", RuntimeIdentifier, "native")))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, file)));

    private static string RuntimeIdentifier => $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static IEnumerable<string> Program() =>
    [
        .. Listed("NATIVE_DLL_SEARCH_DIRECTORIES"),
        AppContext.BaseDirectory,
        Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeIdentifier, "native"),
    ];

    private static IEnumerable<string> Packages() =>
    [
        .. Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? [set] : Array.Empty<string>(),
        .. Listed("PROBING_DIRECTORIES"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    ];

    private static string[] Listed(string key) => (AppContext.GetData(key) as string)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
