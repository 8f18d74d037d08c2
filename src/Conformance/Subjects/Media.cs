namespace Eegavi.Conformance;

/// <summary>Media tokens as strands, and back.</summary>
internal static class Media
{
    public static MediaTokens Tokens(Strand strand) => new()
    {
        Values = strand.Values,
        Valid = strand.Real!,
        Seconds = strand.Seconds!,
        Span = strand.Span!,
        Timeless = strand.Timeless,
    };

    public static Strand Strand(string name, MediaTokens media) => new(name, media.Values)
    {
        Real = media.Valid,
        Seconds = media.Seconds,
        Span = media.Span,
        Timeless = media.Timeless,
    };
}
