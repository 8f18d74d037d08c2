using System.Text.RegularExpressions;

namespace Eegavi.Plugins;

/// <summary>Finds the sentence of a part's remarks that cites its source.</summary>
internal static partial class Citation
{
    /// <summary>The first sentence with an arXiv number, a DOI, an address or authors and a year; empty where there is none.</summary>
    public static string In(string remarks) =>
        SentenceEnd().Split(remarks).FirstOrDefault(sentence => Mark().IsMatch(sentence))?.Trim().TrimEnd('.') ?? "";

    // Not after an initial or "et al.", nor inside an address or a number.
    [GeneratedRegex(@"(?<!\b[A-Z]\.|\bal\.|\bvs\.|\bcf\.)(?<=[.;!?])\s+(?=[A-Z(\[])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"arXiv|\bdoi\b|https?://|\bet al\.|\b(19|20)\d\d\b|github", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
