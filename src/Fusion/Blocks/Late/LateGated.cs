using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LateGated"/>.</summary>
public sealed record LateGatedOptions : LateOptions, ISizedOptions
{
    double ISizedOptions.LeastNumbers(PartSizes sizes) => 2.0 * sizes.Width * Read(sizes).Sum(width => (double)width);
}

/// <summary>Puts the modalities' vectors side by side and lets a gate made of all of them choose among channels.</summary>
/// <remarks>
/// z = all weighted vectors with a presence bit each; sigmoid(W_g z) · W z. An absent modality is zeros.
/// Arevalo et al. 2017, Gated Multimodal Units, arXiv:1702.01992. Differs: one gate over all modalities, no tanh.
/// </remarks>
[Part("late-gated")]
public sealed class LateGated : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    [ComponentName(Name = "pools")] private readonly ModalityPools _pools;
    [ComponentName(Name = "gate")] private readonly Linear _gate;
    [ComponentName(Name = "map")] private readonly Linear _map;

    /// <summary>Makes a block.</summary>
    public LateGated(LateGatedOptions options, PartSizes sizes, IParts parts) : base("late-gated")
    {
        _pools = new ModalityPools(options, sizes, parts);
        _gate = Linear(_pools.JoinedWidth, sizes.Width);
        _map = Linear(_pools.JoinedWidth, sizes.Width);
        RegisterComponents();
    }

    /// <summary>Mixes the modalities.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each.</param>
    /// <returns>[B, 1, D], timeless; real in rows that have any modality.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        using var scope = NewDisposeScope();
        var pooled = _pools.Read(query, contexts);
        var z = pooled.Joined();
        var gate = _gate.call(z).sigmoid();
        Diagnostics.Report("gate", gate);
        return pooled.Token(gate * _map.call(z)).MoveToOuterDisposeScope();
    }
}
