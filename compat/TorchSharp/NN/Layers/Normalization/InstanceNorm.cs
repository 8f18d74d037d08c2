using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Mean 0 and variance 1 of each channel of each sample.</summary>
public abstract class InstanceNorm : NormBase
{
    /// <summary>As the derived layers take it.</summary>
    public InstanceNorm(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device device,
        ScalarType? dtype, string name) : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        if (input.dim() != GetNumberOfBatchDimensions())
        {
            return Run(input);
        }

        using var batch = input.unsqueeze(0);
        using var result = Run(batch);
        return result.squeeze(0);
    }

    /// <summary>The axes of a tensor without a batch.</summary>
    protected abstract long GetNumberOfBatchDimensions();

    private Tensor Run(Tensor input) => functional.instance_norm(input, running_mean, running_var, weight, bias,
        training || !track_running_stats, momentum ?? 0.1, eps);
}
