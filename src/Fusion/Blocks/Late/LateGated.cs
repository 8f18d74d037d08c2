using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Puts the modalities' means side by side and lets a gate made of all of them choose among channels.</summary>
/// <remarks>
/// z = all weighted means with a presence bit each; sigmoid(W_g z) · W z. An absent modality is zeros.
/// Arevalo et al. 2017, Gated Multimodal Units, arXiv:1702.01992. Differs: one gate over all modalities, no tanh.
/// </remarks>
[Part("late-gated")]
public sealed class LateGated : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    [ComponentName(Name = "pools")] private readonly ModuleList<ModalityPool> _pools;
    [ComponentName(Name = "gate")] private readonly Linear _gate;
    [ComponentName(Name = "map")] private readonly Linear _map;

    /// <summary>Makes a block.</summary>
    public LateGated(PartSizes sizes) : base("late-gated")
    {
        _pools = ModalityPool.Every(sizes);
        _gate = Linear(ModalityPool.ConcatenatedWidth(sizes), sizes.Width);
        _map = Linear(ModalityPool.ConcatenatedWidth(sizes), sizes.Width);
        RegisterComponents();
    }

    /// <summary>Mixes the modalities.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each.</param>
    /// <returns>[B, 1, D], timeless; real in rows that have any modality.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        Contexts.Check(query, contexts, _pools.Count - 1);
        using var scope = NewDisposeScope();
        IReadOnlyList<TokenSequence> modalities = [query, .. contexts];
        var z = ModalityPool.Concatenate(_pools, modalities);
        return TokenSequence.Single(_gate.call(z).sigmoid() * _map.call(z), ModalityPool.AnyPresent(modalities)).MoveToOuterDisposeScope();
    }
}
