using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Rows that take part in a loss. Rows that do not are removed, never zeroed: a zeroed logit still adds ln 2.</summary>
internal static class Rows
{
    // Of the largest logit.
    private const double Rounding = 1e-5;

    /// <summary>[n] int64: places where the mask is true.</summary>
    /// <param name="mask">[B] bool.</param>
    public static Tensor Of(Tensor mask)
    {
        using var places = mask.nonzero();
        return places.squeeze(1);
    }

    /// <summary>[n] int64: rows that every end has; of tokens, at least one.</summary>
    public static Tensor OfAll(params ReadOnlySpan<LossVector> ends)
    {
        using var scope = NewDisposeScope();
        var all = Has(ends[0]);
        foreach (var end in ends[1..]) all = all.logical_and(Has(end));
        return Of(all).MoveToOuterDisposeScope();
    }

    /// <summary>[B] bool: which rows an end has; of tokens, at least one.</summary>
    public static Tensor Has(LossVector end) => end.Present.ndim == 2 ? end.Present.any(1) : end.Present;

    /// <summary>The rows at those places; the tensor itself where they are all of it.</summary>
    /// <param name="values">[B, …].</param>
    /// <param name="rows">[n] ascending, as <see cref="Of"/> gives them.</param>
    public static Tensor Take(Tensor values, Tensor rows) => rows.shape[0] == values.shape[0] ? values : values.index_select(0, rows);

    /// <summary>A term whose tensors outlive the scope in which they were made.</summary>
    public static LossTerm Term(Tensor? value, long rows, Dictionary<string, Tensor>? diagnostics = null)
    {
        value?.MoveToOuterDisposeScope();
        foreach (var figure in diagnostics?.Values ?? Enumerable.Empty<Tensor>()) figure.MoveToOuterDisposeScope();
        return new(value, rows, diagnostics);
    }

    /// <summary>How often the largest logit of a row is one of its positives, 0…1. A lead no larger than rounding is none: vectors that are all the same find nothing.</summary>
    /// <param name="logits">[R, C].</param>
    /// <param name="positive">[R, C] bool.</param>
    public static Tensor Top1(Tensor logits, Tensor positive)
    {
        using var scope = NewDisposeScope();
        var all = logits.detach();
        var right = all.masked_fill(positive.logical_not(), double.NegativeInfinity).amax(1);
        var wrong = all.masked_fill(positive, double.NegativeInfinity).amax(1);
        return (right - wrong).gt(Rounding * right.abs().clamp_min(1)).to_type(logits.dtype).mean().MoveToOuterDisposeScope();
    }

    /// <summary>Mean cosine of matching rows, and of all that do not match: the baseline without which the first says nothing.</summary>
    /// <param name="a">[n, P] of length one, n of at least 2.</param>
    /// <param name="b">[n, P] of length one.</param>
    public static Dictionary<string, Tensor> Cosines(Tensor a, Tensor b)
    {
        using var _ = no_grad();
        var (rows, matching) = (a.shape[0], (a * b).sum());
        return new() { ["cosine"] = matching / rows, ["cosine_mismatched"] = (a.sum(0L).dot(b.sum(0L)) - matching) / (rows * (rows - 1)) };
    }

    /// <summary>Exactly two ends, or an error that names the loss.</summary>
    public static (LossVector First, LossVector Second) Two(LossInputs inputs, string loss) => inputs.Ends.Count == 2 ? (inputs.Ends[0], inputs.Ends[1])
        : throw new ArgumentException($"Expected two ends for {loss}; got {inputs.Ends.Count}.");
}
