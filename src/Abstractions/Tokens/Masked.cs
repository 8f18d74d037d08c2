using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>What masks are for: values under false take no part, be they NaN.</summary>
public static class Masked
{
    /// <summary>The values with 0 wherever the mask is false; the same tensor where nothing is.</summary>
    /// <param name="values">[B, …], floating.</param>
    /// <param name="valid">Bool over the leading axes of <paramref name="values"/>, true = real.</param>
    public static Tensor Zero(Tensor values, Tensor valid)
    {
        if (All(valid)) return values;
        var hidden = valid.logical_not();
        while (hidden.ndim < values.ndim) hidden = hidden.unsqueeze(-1);
        // A fill, not a product: 0 × NaN is NaN.
        return values.masked_fill(hidden, 0);
    }

    /// <summary>Mean over the last but one axis of what is real; exactly 0 where nothing is.</summary>
    /// <param name="values">[…, N, D].</param>
    /// <param name="valid">[…, N] bool, true = real.</param>
    /// <returns>[…, D].</returns>
    public static Tensor Mean(Tensor values, Tensor valid)
    {
        var count = valid.sum(-1, keepdim: true, type: values.dtype).clamp_min(1);
        return Zero(values, valid).sum(-2) / count;
    }

    /// <summary>True where nothing is masked, as far as that can be known without waiting for a device.</summary>
    /// <param name="valid">Any shape, bool.</param>
    public static bool All(Tensor valid) => valid.device_type == DeviceType.CPU && valid.all().item<bool>();
}
