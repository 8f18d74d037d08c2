using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Rows that take part in a loss. Rows that do not are removed, never zeroed: a zeroed logit still adds ln 2.</summary>
internal static class Rows
{
    /// <summary>[n] int64: places where the mask is true.</summary>
    /// <param name="mask">[B] bool.</param>
    public static Tensor Of(Tensor mask)
    {
        using var places = mask.nonzero();
        return places.squeeze(1);
    }

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

    /// <summary>How often the nearest of all rows at the other end is one's own, 0…1; chance is 1/n.</summary>
    /// <param name="anchor">[n, P] of length one.</param>
    /// <param name="other">[n, P] of length one.</param>
    public static Tensor Top1(Tensor anchor, Tensor other)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var own = arange(anchor.shape[0], device: anchor.device);
        return anchor.mm(other.t()).argmax(1).eq(own).to_type(anchor.dtype).mean().MoveToOuterDisposeScope();
    }
}
