namespace Eegavi.Fusion;

/// <summary>Where the tokens of an attention stand.</summary>
/// <param name="Position">How attention knows of it.</param>
/// <param name="Query">The clock of the queries.</param>
/// <param name="Key">The clock of the keys.</param>
/// <param name="Mask">What is hidden, with the position's bias; null = nothing.</param>
/// <param name="Segments">For a report: names and lengths of the runs of keys. Null = one run.</param>
internal readonly record struct AttentionPlace(
    IPosition Position, TokenSequence Query, TokenSequence Key, KeyMask? Mask, IReadOnlyList<(string Name, long Count)>? Segments = null);
