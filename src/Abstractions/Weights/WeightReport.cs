namespace Eegavi;

/// <summary>What loading found on both sides.</summary>
/// <param name="Loaded">Names that the module took.</param>
/// <param name="Missing">Names that the module has and the file lacks.</param>
/// <param name="Unexpected">Names that the file has and the module lacks.</param>
/// <param name="Mismatched">Names that both have with other shapes or types: a sentence each.</param>
public sealed record WeightReport(IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Mismatched)
{
    private const int MostShown = 8;

    /// <summary>What is wrong, in one line; null where all is well.</summary>
    /// <param name="allowMissing">Whether names that only the module has are well.</param>
    /// <param name="allowUnexpected">Whether names that only the file has are well.</param>
    public string? Problem(bool allowMissing, bool allowUnexpected)
    {
        List<string> problems = [.. Mismatched];
        if (!allowMissing) problems.AddRange(Missing.Select(name => $"'{name}' is missing in the file"));
        if (!allowUnexpected) problems.AddRange(Unexpected.Select(name => $"'{name}' is unknown to the module"));
        var more = problems.Count > MostShown ? $"; and {problems.Count - MostShown} more" : "";
        return problems.Count == 0 ? null : string.Join("; ", problems.Take(MostShown)) + more;
    }
}
