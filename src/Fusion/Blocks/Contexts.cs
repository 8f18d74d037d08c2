namespace Eegavi.Fusion;

/// <summary>What every fusion block asks of its inputs.</summary>
internal static class Contexts
{
    /// <summary>Checks axes, types, times, widths and the number of contexts.</summary>
    /// <exception cref="ArgumentException">What was expected, what came.</exception>
    public static void Check(TokenSequence query, IReadOnlyList<TokenSequence> contexts, PartSizes sizes)
    {
        if (contexts.Count != sizes.ContextWidths.Count)
            throw new ArgumentException($"Expected {sizes.ContextWidths.Count} contexts, as many as the block was made for; got {contexts.Count}.");
        query.Check("query", "B T D");
        if (query.Values.shape[2] != sizes.Width) throw Width("query [B, T, D]", "D", sizes.Width, query);
        for (var i = 0; i < contexts.Count; i++) Check(contexts[i], i, query, sizes);
    }

    private static void Check(TokenSequence context, int i, TokenSequence query, PartSizes sizes)
    {
        context.Check($"context {i}", "B M E");
        if (context.Valid.shape[0] != query.Valid.shape[0])
            throw new ArgumentException($"Expected context {i} [B, M, E] with B={query.Valid.shape[0]}, as the query; got [{string.Join(", ", context.Values.shape)}].");
        if (context.Values.shape[2] != sizes.ContextWidths[i]) throw Width($"context '{Names(sizes)[i]}' [B, M, E]", "E", sizes.ContextWidths[i], context);
    }

    /// <summary>The names of the contexts; <c>context_0</c> and so on where nobody named them.</summary>
    public static string[] Names(PartSizes sizes) =>
        [.. sizes.ContextWidths.Select((_, i) => i < sizes.ContextNames.Count ? sizes.ContextNames[i] : $"context_{i}")];

    /// <summary>The places of the contexts in the order that somebody named them in; as they come where nobody did.</summary>
    /// <exception cref="ArgumentException">The order does not name each context once.</exception>
    public static int[] Order(IReadOnlyList<string>? order, PartSizes sizes)
    {
        var names = Names(sizes);
        if (order is null) return [.. Enumerable.Range(0, names.Length)];
        if (order.Count != names.Length || !order.ToHashSet().SetEquals(names))
            throw new ArgumentException($"order: expected each of {Listed(names)} once; got {Listed(order)}.");
        return [.. order.Select(name => Array.IndexOf(names, name))];
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";

    private static ArgumentException Width(string what, string axis, int expected, TokenSequence got) =>
        new($"Expected {what} with {axis}={expected}; got [{string.Join(", ", got.Values.shape)}].");
}
