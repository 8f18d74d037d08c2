using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>What masks are for: values under false take no part, be they NaN.</summary>
public static class Masked
{
    /// <summary>The values with 0 wherever the mask is false; the same tensor where nothing is.</summary>
    /// <param name="values">[B, …], floating.</param>
    /// <param name="valid">Bool over the leading axes of <paramref name="values"/>, true = real; an axis of 1 stands for all of it.</param>
    public static Tensor Zero(Tensor values, Tensor valid)
    {
        if (All(valid)) return values;
        using var scope = NewDisposeScope();
        // A fill, not a product: 0 × NaN is NaN.
        return (HasTokens(values, valid) ? FillTokens(values, valid) : Fill(values, valid)).MoveToOuterDisposeScope();
    }

    /// <summary>Mean over the last but one axis of what is real; exactly 0 where nothing is.</summary>
    /// <param name="values">[…, N, D].</param>
    /// <param name="valid">[…, N] bool, true = real.</param>
    /// <returns>[…, D].</returns>
    public static Tensor Mean(Tensor values, Tensor valid)
    {
        using var scope = NewDisposeScope();
        var count = valid.sum(-1, keepdim: true, type: values.dtype).clamp_min(1);
        var weights = valid.to_type(values.dtype) / count;
        var (lead, n, d) = (valid.shape[..^1], valid.shape[^1], values.shape[^1]);
        var rows = lead.Aggregate(1L, (product, size) => product * size);
        // A product passes over the values once, and makes nothing of their size.
        return weights.reshape(rows, 1, n).bmm(Zero(values, valid).reshape(rows, n, d)).reshape([.. lead, d]).MoveToOuterDisposeScope();
    }

    /// <summary>True where nothing is masked, as far as that can be known without waiting for a device.</summary>
    /// <param name="valid">Any shape, bool.</param>
    public static bool All(Tensor valid) => valid.device_type == DeviceType.CPU && valid.all().item<bool>();

    // A mask with axes of size 1 stands for all of them: [B, 1, S] over [B, C, S].
    private static bool HasTokens(Tensor values, Tensor valid) =>
        valid.device_type == DeviceType.CPU && valid.ndim <= values.ndim && values.shape.AsSpan(0, (int)valid.ndim).SequenceEqual(valid.shape);

    private static Tensor Fill(Tensor values, Tensor valid)
    {
        var hidden = valid.logical_not();
        while (hidden.ndim < values.ndim) hidden = hidden.unsqueeze(-1);
        return values.masked_fill(hidden, 0);
    }

    // A processor copies all and fills the tokens one by one, ten times as fast as a fill under a mask that every channel asks.
    private static Tensor FillTokens(Tensor values, Tensor valid)
    {
        var hidden = valid.logical_not().flatten().nonzero().squeeze(1);
        return values.flatten(0, valid.ndim - 1).index_fill(0, hidden, 0).view(values.shape);
    }
}
