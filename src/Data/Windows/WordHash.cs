namespace Eegavi.Data.Windows;

/// <summary>Gives each word a place in a vector, the same on every machine.</summary>
internal static class WordHash
{
    /// <summary>The words of a text, lower-case, without punctuation.</summary>
    public static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split([.. text.Where(c => !char.IsLetterOrDigit(c) && c != '\'').Distinct()], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>FNV-1a over UTF-16, modulo the places.</summary>
    public static int Place(string word, int places)
    {
        var hash = 2166136261u;
        foreach (var c in word) hash = (hash ^ c) * 16777619u;
        return (int)(hash % (uint)places);
    }
}
