using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>One vector per row of one modality: its tokens pooled, times a learned weight per channel; 0 where it is absent.</summary>
internal sealed class ModalityPool : Module<TokenSequence, Tensor, Tensor>
{
    [ComponentName(Name = "pool")] private readonly IPooling _pool;
    [ComponentName(Name = "weight")] private readonly Parameter? _weight;

    public ModalityPool(Part<IPooling> pooling, bool weighted, int width, IParts parts) : base("pool")
    {
        _pool = parts.Create(pooling, new PartSizes { Width = width, InputWidth = width });
        if (weighted) _weight = new Parameter(ones(width));
        RegisterComponents();
    }

    /// <summary>[B, N, E] → [B, E]. Rows without the modality are not computed.</summary>
    /// <param name="tokens">The modality.</param>
    /// <param name="present">[B] bool: rows that have it.</param>
    public override Tensor forward(TokenSequence tokens, Tensor present)
    {
        var rows = PresentRows.Of(present);
        var (all, width) = (tokens.Values.shape[0], tokens.Values.shape[2]);
        if (rows.Count == 0) return zeros([all, width], tokens.Values.dtype, tokens.Values.device);
        var pooled = _pool.call(rows.Take(tokens));
        return rows.Put(_weight is null ? pooled : pooled * _weight);
    }
}
