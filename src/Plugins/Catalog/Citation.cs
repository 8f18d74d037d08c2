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

    // A year follows a name; 2048 samples do not.
    [GeneratedRegex(@"arXiv|\b[Dd][Oo][Ii]\b|https?://|\bet al\.|\p{Lu}[\p{L}.-]*,? (19|20)\d\d\b|github")]
    private static partial Regex Mark();
}
