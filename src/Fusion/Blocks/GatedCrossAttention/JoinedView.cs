using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>All contexts as one row of keys.</summary>
/// <param name="Rows">The rows that have a query and any context.</param>
/// <param name="Query">Clock of the queries in those rows.</param>
/// <param name="Parts">The contexts that any row has, in their order.</param>
/// <param name="Clock">Times, items and modalities of all keys; values [R, M, 0], since each context has its own width.</param>
/// <param name="Mask">What attention may not see, and −ln n for each context where that is asked.</param>
/// <param name="Position">How attention knows of time.</param>
internal sealed record JoinedView(PresentRows Rows, TokenSequence Query, IReadOnlyList<JoinedPart> Parts, TokenSequence Clock, KeyMask? Mask, IPosition Position)
{
    /// <summary>The view; null where no row has any context.</summary>
    public static JoinedView? Of(TokenSequence query, IReadOnlyList<TokenSequence> contexts, IVisibility visibility, IPosition position, bool balance)
    {
        if (contexts.Count == 0) return null;
        var any = contexts.Select(context => context.Present()).Aggregate((a, b) => a.logical_or(b));
        var rows = PresentRows.Of(any.logical_and(query.Present()));
        if (rows.Count == 0) return null;
        var reader = rows.Take(query);
        var parts = contexts.Select((context, i) => JoinedPart.Of(i, rows.Take(context), reader, visibility)).OfType<JoinedPart>().ToList();
        var clock = Join(parts);
        return new(rows, reader, parts, clock, MaskOf(parts, position.Bias(reader, clock), balance), position);
    }

    private static KeyMask? MaskOf(List<JoinedPart> parts, Tensor? perHead, bool balance)
    {
        if (!balance && parts.All(part => part.ShowsAll)) return perHead is null ? null : new(perHead, null);
        var (allowed, added) = (parts.Select(part => part.Allowed).ToList(), parts.Select(part => part.Added(balance)).ToList());
        var queries = allowed.Concat(added).Max(x => x.shape[1]);
        Tensor Wide(Tensor x) => x.expand(-1, queries, -1);
        var even = parts.Select(part => part.Sight.Even).OfType<Tensor>().Aggregate((Tensor?)null, (a, b) => a?.logical_or(b) ?? b);
        return KeyMask.Showing(cat(allowed.Select(Wide).ToArray(), 2), cat(added.Select(Wide).ToArray(), 2), perHead)
            with
        { Even = even?.unsqueeze(1).unsqueeze(-1) };
    }

    private static TokenSequence Join(List<JoinedPart> parts)
    {
        Tensor All(Func<TokenSequence, Tensor> of) => cat(parts.Select(part => of(part.Key)).ToArray(), 1);
        return new()
        {
            Values = All(key => key.Values.narrow(2, 0, 0)),
            Valid = All(key => key.Valid),
            Seconds = All(key => key.Seconds),
            Span = All(key => key.Span),
            Item = All(key => key.Item),
            Timeless = parts.All(part => part.Key.Timeless is null) ? null : All(key => key.Timeless ?? zeros_like(key.Valid)),
            Modality = cat(parts.Select(part => full_like(part.Key.Item, part.Index + 1)).ToArray(), 1),
        };
    }
}

/// <summary>One context among those that are joined.</summary>
/// <param name="Index">Its place among all contexts of the block.</param>
/// <param name="Key">Its tokens in the rows of the view.</param>
/// <param name="Present">The rows of the view that have it.</param>
/// <param name="Values">[R_i, M_i, E_i] its values in those rows, finite where they are not real.</param>
/// <param name="Sight">What the rule shows of it.</param>
internal sealed record JoinedPart(int Index, TokenSequence Key, PresentRows Present, Tensor Values, Sight Sight)
{
    /// <summary>The context; null where no row has it.</summary>
    public static JoinedPart? Of(int index, TokenSequence key, TokenSequence reader, IVisibility visibility)
    {
        var present = PresentRows.Of(key);
        if (present.Count == 0) return null;
        return new(index, key, present, Masked.Weighable(present.Take(key.Values), present.Take(key.Valid)), visibility.call(reader, key));
    }

    /// <summary>[R, Tq or 1, M_i] bool: what is real and visible.</summary>
    public Tensor Allowed { get; } = KeyMask.Allowed(Key.Valid, Sight);

    /// <summary>True where nothing is hidden and nothing added.</summary>
    public bool ShowsAll => Sight is { Visible: null, Bias: null, Even: null } && Masked.All(Key.Valid);

    /// <summary>[R, Tq or 1, M_i] what is added to the logits: the rule's bias, and −ln n where contexts are to start with equal attention.</summary>
    public Tensor Added(bool balance)
    {
        var open = Sight.Bias ?? zeros_like(Allowed, dtype: ScalarType.Float32);
        return balance ? open - Allowed.sum(-1, keepdim: true, type: ScalarType.Float32).clamp_min(1).log() : open;
    }
}
