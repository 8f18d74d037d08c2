namespace Eegavi.Plugins;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class Nearest
{
    private const int MostListed = 12;

    /// <summary>"Nearest: tanh." where a known name is close, else "Known: …".</summary>
    public static string Sentence(string name, IEnumerable<string> known) => Capital(Clause(name, known));

    /// <summary>"nearest: tanh." where a known name is close, else "known: …".</summary>
    public static string Clause(string name, IEnumerable<string> known)
    {
        var names = known.Distinct().Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0) return "none is known here.";
        if (To(name, names) is { } nearest) return $"nearest: {nearest}.";
        var more = names.Length > MostListed ? $" and {names.Length - MostListed} more" : "";
        return $"known: {string.Join(", ", names.Take(MostListed))}{more}.";
    }

    /// <summary>The known name with the fewest slips of the pen; null where none is near.</summary>
    public static string? To(string name, IEnumerable<string> known)
    {
        // A third of the letters wrong is still a slip; more is another word. A name that contains the other is near too.
        var near = known.Select(other => (other, slips: Slips(Fold(name), Fold(other))))
            .Where(pair => pair.slips <= Math.Max(1, Math.Min(name.Length, pair.other.Length) / 3) || Contains(pair.other, name))
            .OrderBy(pair => pair.slips).ThenBy(pair => pair.other, StringComparer.Ordinal).ToArray();
        return near.Length > 0 ? near[0].other : null;
    }

    /// <summary>Letters inserted, left out, replaced or swapped with a neighbour (optimal string alignment).</summary>
    public static int Slips(string a, string b)
    {
        // Names come from users' files: what is absurdly long is near to nothing.
        if (a.Length > 200 || b.Length > 200) return int.MaxValue;
        var (before, last, row) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }

    private static bool Contains(string other, string name) => name.Length >= 3 && Fold(other).Contains(Fold(name), StringComparison.Ordinal);

    private static string Fold(string name) => name.ToLowerInvariant();

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
