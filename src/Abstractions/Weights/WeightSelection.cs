namespace Eegavi;

/// <summary>Which tensors of a file go into which of a module.</summary>
public sealed record WeightSelection
{
    /// <summary>Whose names the file has. Default: our own.</summary>
    public WeightLayout Layout { get; init; } = WeightLayout.Own;

    /// <summary>
    /// Which of the file's names take part: <c>*</c> any text, <c>#</c> a number. What the last <c>*</c> stands for is the name that the layout sees; before it comes
    /// the number, counted anew from 0. So <c>decoder.#.gated.*</c> makes <c>0.attn.to_q.weight</c> of a file's <c>decoder.3.gated.attn.to_q.weight</c>. Default <c>*</c>: all.
    /// </summary>
    public string Keys { get; init; } = "*";

    /// <summary>Patterns of the module's names that are loaded; others keep their values. Default: all, and then nothing may be left over in the file.</summary>
    public IReadOnlyList<string> Into { get; init; } = [];

    /// <summary>The file's names that take part, by the name that the layout sees.</summary>
    internal Dictionary<string, string> Select(IEnumerable<string> names)
    {
        var pattern = new NamePattern(Keys);
        var matches = names.Select(name => (Name: name, Match: pattern.Match(name))).Where(pair => pair.Match is not null).ToList();
        var numbers = matches.Select(pair => NamePattern.NumberOf(pair.Match!)).Distinct().Order().ToList();
        var selected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, match) in matches)
        {
            var rest = Layout.Cut(pattern.HasTail ? NamePattern.TailOf(match!) : name);
            selected[NamePattern.NumberOf(match!) is { } number ? $"{numbers.IndexOf(number)}.{rest}" : rest] = name;
        }
        return selected;
    }

    internal bool Takes(string own) => Into.Count == 0 || Into.Any(pattern => new NamePattern(pattern).Fits(own));
}
