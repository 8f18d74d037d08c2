using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>A learned vector for each modality, added to what stands for its tokens.</summary>
internal sealed class ModalityTags : Module<Tensor, int, Tensor>
{
    // As BERT starts its token types: small beside keys and values, which start with a spread of about 0.6.
    private const double Spread = 0.02;
    [ComponentName(Name = "weight")] private readonly Parameter _weight;

    public ModalityTags(int modalities, long width) : base("tags")
    {
        _weight = new Parameter(Spread * randn(modalities, width));
        RegisterComponents();
    }

    /// <summary>[R, M, width] and whose they are → [R, M, width].</summary>
    public override Tensor forward(Tensor x, int modality) => x + _weight[modality].to_type(x.dtype);

    /// <summary>[B, T, width] of tokens of any modality.</summary>
    /// <param name="modality">[B, T] int64.</param>
    /// <exception cref="ArgumentException">There is no such modality.</exception>
    public Tensor Of(Tensor modality)
    {
        Check(modality);
        return _weight.index_select(0, modality.flatten()).view(modality.shape[0], modality.shape[1], _weight.shape[1]);
    }

    // On a device the check would wait for it.
    private void Check(Tensor modality)
    {
        if (modality.device_type != DeviceType.CPU || modality.numel() == 0) return;
        var (low, high, all) = (modality.min().ToInt64(), modality.max().ToInt64(), _weight.shape[0]);
        if (low < 0 || high >= all)
            throw new ArgumentException($"Expected modality numbers of tokens [B, T] from 0 (the query's) to {all - 1} (the last context's); got {(low < 0 ? low : high)}.");
    }
}
