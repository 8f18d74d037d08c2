using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Names of the vectors that losses stand between.</summary>
internal static class Stages
{
    public const string Fused = "fused";
    public const string Query = "query";
    public const string ContextPrefix = "context.";
    public const string EveryContext = "context.*";

    /// <summary>[B, D] mean of the real tokens; 0 in a row without any.</summary>
    public static Tensor MeanOf(TokenSequence tokens)
    {
        using var scope = NewDisposeScope();
        var weights = tokens.Valid.to_type(tokens.Values.dtype).unsqueeze(-1);
        // where, not a product: what stands under false may be NaN.
        var values = where(tokens.Valid.unsqueeze(-1), tokens.Values, zeros_like(tokens.Values));
        return (values.sum(1) / weights.sum(1).clamp_min(1)).MoveToOuterDisposeScope();
    }
}
