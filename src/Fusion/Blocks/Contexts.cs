namespace Eegavi.Fusion;

/// <summary>What every fusion block asks of its inputs.</summary>
internal static class Contexts
{
    /// <summary>Checks axes and the number of contexts.</summary>
    /// <exception cref="ArgumentException">What was expected, what came.</exception>
    public static void Check(TokenSequence query, IReadOnlyList<TokenSequence> contexts, int expected)
    {
        if (contexts.Count != expected)
            throw new ArgumentException($"Expected {expected} contexts, as many as the block was made for; got {contexts.Count}.");
        Axes.Match((query.Values, "B T D"), (query.Valid, "B T"), (query.Seconds, "B T"), (query.Span, "B T"));
        foreach (var context in contexts)
            Axes.Match((query.Valid, "B T"), (context.Values, "B M E"), (context.Valid, "B M"), (context.Seconds, "B M"), (context.Span, "B M"));
    }
}
