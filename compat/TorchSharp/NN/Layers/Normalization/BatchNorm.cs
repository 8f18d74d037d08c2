using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Mean 0 and variance 1 of each channel over the batch; by the running statistics out of training.</summary>
public abstract class BatchNorm : NormBase
{
    /// <summary>As the derived layers take it.</summary>
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device device,
        ScalarType? dtype, string name) : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var factor = training && track_running_stats ? Count() : momentum ?? 0;
        var own = training || running_mean is null;
        var keeps = !training || track_running_stats;
        return functional.batch_norm(input, keeps ? running_mean : null, keeps ? running_var : null, weight, bias, own, factor, eps);
    }
}
