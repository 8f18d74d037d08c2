using System.Reflection;

namespace Eegavi.Compat.MachineLearning.Tests;

/// <summary>The folder beside the repository with what the real package has and prints.</summary>
internal static class Shared
{
    private static readonly string Folder =
        typeof(Shared).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Shared").Value;

    /// <summary>A file of it; skips the test where it is missing.</summary>
    internal static string File(string name)
    {
        var path = Path.Combine(Folder, name);
        Skip.IfNot(System.IO.File.Exists(path), $"the folder shared beside the repository (or EEGAVI_SHARED) has no {name}");
        return path;
    }
}
