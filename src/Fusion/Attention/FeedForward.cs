using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Flamingo's feed-forward: LayerNorm → Linear → GELU → Linear, its own without biases; its names are 0, 1, 3.</summary>
internal static class FeedForward
{
    /// <summary>Makes one.</summary>
    /// <param name="width">D.</param>
    /// <param name="multiplier">Hidden width over D.</param>
    /// <param name="dropout">Chance on the output.</param>
    /// <param name="hasBias">Whether the linear maps add a learned vector.</param>
    public static Sequential Make(long width, double multiplier, double dropout = 0, bool hasBias = false)
    {
        var hidden = Math.Max(1, (long)(width * multiplier));
        List<Module<Tensor, Tensor>> layers = [LayerNorm(width), new Projection(width, hidden, hasBias), GELU(), new Projection(hidden, width, hasBias)];
        if (dropout > 0) layers.Add(Dropout(dropout));
        return Sequential(layers);
    }
}
