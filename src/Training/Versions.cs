using System.Reflection;

namespace Eegavi.Training;

/// <summary>The version of this program.</summary>
public static class Versions
{
    /// <summary>Version and, where it was built from a repository, the commit.</summary>
    public static string Own { get; } =
        typeof(Versions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
