namespace Eegavi.Fusion;

/// <summary>What all layers of a block see.</summary>
/// <param name="Query">The clock and mask of the query tokens.</param>
/// <param name="Self">Which of them may not be read by the others.</param>
/// <param name="Position">How attention knows of time. It is the block's, so no layer holds it: a module in a field would be registered there again.</param>
/// <param name="Contexts">The contexts apart; null = no row has it.</param>
/// <param name="Joined">The contexts as one, for layout <c>concat</c>; null = no row has any.</param>
internal sealed record BlockView(TokenSequence Query, KeyMask? Self, IPosition Position, IReadOnlyList<ContextView?> Contexts, JoinedView? Joined);

/// <summary>One context as every layer of a block reads it: the rows that have it, and what is visible in them.</summary>
/// <param name="Rows">The rows in which query and context both have something.</param>
/// <param name="Query">Clock of the queries in those rows.</param>
/// <param name="Key">The context in those rows, finite where it is not real.</param>
/// <param name="Mask">What attention may not see.</param>
/// <param name="Position">How attention knows of time.</param>
internal sealed record ContextView(PresentRows Rows, TokenSequence Query, TokenSequence Key, KeyMask? Mask, IPosition Position)
{
    /// <summary>The view; null where no row has the context.</summary>
    public static ContextView? Of(TokenSequence query, TokenSequence context, IVisibility visibility, IPosition position)
    {
        var rows = PresentRows.Of(context, query);
        if (rows.Count == 0) return null;
        var (reader, key) = (rows.Take(query), rows.Take(context));
        var mask = KeyMask.Of(key.Valid, visibility.call(reader, key), position.Bias(reader, key));
        return new(rows, reader, key.With(Masked.Weighable(key.Values, key.Valid)), mask, position);
    }
}
