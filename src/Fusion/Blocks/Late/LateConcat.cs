using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LateConcat"/>.</summary>
public sealed record LateConcatOptions : LateOptions, ISizedOptions
{
    /// <summary>Hidden width. Default 0: the model's width.</summary>
    [Range(0, 65536)] public int Hidden { get; init; }

    /// <summary>Chance with which a hidden unit is dropped in training. Default 0.3.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; } = 0.3;

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (Hidden > 0 ? Hidden : sizes.Width) * (Read(sizes).Sum(width => (double)width) + sizes.Width);
}

/// <summary>Puts the modalities' vectors side by side and mixes them with a small network.</summary>
/// <remarks>
/// Per modality: pooling → weight per channel; all of them with a presence bit each → Linear → ReLU → Dropout → Linear. An absent modality is zeros.
/// Ngiam et al. 2011, Multimodal Deep Learning, ICML.
/// </remarks>
[Part("late-concat")]
public sealed class LateConcat : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    [ComponentName(Name = "pools")] private readonly ModalityPools _pools;
    [ComponentName(Name = "mix")] private readonly Sequential _mix;

    /// <summary>Makes a block.</summary>
    public LateConcat(LateConcatOptions options, PartSizes sizes, IParts parts) : base("late-concat")
    {
        var hidden = options.Hidden > 0 ? options.Hidden : sizes.Width;
        _pools = new ModalityPools(options, sizes, parts);
        _mix = Sequential(Linear(_pools.JoinedWidth, hidden), ReLU(), Dropout(options.Dropout), Linear(hidden, sizes.Width));
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
        return pooled.Token(_mix.call(pooled.Joined())).MoveToOuterDisposeScope();
    }
}
