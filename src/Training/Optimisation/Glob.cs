using System.IO.Enumeration;

namespace Eegavi.Training;

/// <summary>Patterns of parameter names.</summary>
internal static class Glob
{
    /// <summary>Whether a name fits; <c>*</c> stands for any letters, dots among them.</summary>
    public static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
