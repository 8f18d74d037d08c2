using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>How far a vector is from its target.</summary>
public enum FeatureForm
{
    /// <summary>1 − cosine.</summary>
    Cosine,

    /// <summary>Mean squared difference.</summary>
    Mse,

    /// <summary>Half the squared difference within ±1, the absolute difference − ½ outside, mean.</summary>
    SmoothL1,
}

/// <summary>Distances of rows from their targets.</summary>
internal static class FeatureDistance
{
    /// <summary>Mean over rows, a scalar.</summary>
    /// <param name="form">Which distance.</param>
    /// <param name="values">[n, D].</param>
    /// <param name="targets">[n, D].</param>
    public static Tensor Mean(FeatureForm form, Tensor values, Tensor targets) => form switch
    {
        FeatureForm.Cosine => 1 - (functional.normalize(values, 2, 1) * functional.normalize(targets, 2, 1)).sum(1).mean(),
        FeatureForm.Mse => functional.mse_loss(values, targets),
        _ => functional.smooth_l1_loss(values, targets),
    };

    /// <summary>Each vector with mean 0 and variance 1 over its own values, so that no target's size rules the loss.</summary>
    /// <param name="targets">[…, D].</param>
    public static Tensor Standardised(Tensor targets) => functional.layer_norm(targets, [targets.shape[^1]]);
}
