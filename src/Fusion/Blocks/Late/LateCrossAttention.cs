using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LateCrossAttention"/>.</summary>
public sealed record LateCrossAttentionOptions : LateOptions, ISizedOptions
{
    /// <summary>Heads H. Default 4.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 4;

    /// <summary>Width d of one head. Default 64.</summary>
    [Range(1, 1024)] public int HeadWidth { get; init; } = 64;

    double ISizedOptions.LeastNumbers(PartSizes sizes) => sizes.Width * (Read(sizes).Sum(width => (double)width) + (4.0 * Heads * HeadWidth));
}

/// <summary>Lets the modalities' vectors of a row read each other; learned weights blend both directions.</summary>
/// <remarks>
/// Per modality: pooling → weight per channel → LayerNorm → Linear; then x + Attention(x) over the modalities that the row has, never over other rows;
/// then softmax(w)₀ · query + softmax(w)₁ · mean of the contexts, over the directions that the row has.
/// Lu et al. 2019, ViLBERT, co-attention, arXiv:1908.02265. Differs: one token for each modality, shared weights, a blend of both streams.
/// </remarks>
[Part("late-cross-attention")]
public sealed class LateCrossAttention : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    private readonly int _heads;
    [ComponentName(Name = "pools")] private readonly ModalityPools _pools;
    [ComponentName(Name = "maps")] private readonly ModuleList<Sequential> _maps;
    [ComponentName(Name = "to_qkv")] private readonly Projection _toQkv;
    [ComponentName(Name = "to_out")] private readonly Projection _toOut;
    [ComponentName(Name = "blend")] private readonly Parameter _blend;

    /// <summary>Makes a block.</summary>
    public LateCrossAttention(LateCrossAttentionOptions options, PartSizes sizes, IParts parts) : base("late-cross-attention")
    {
        var inner = options.Heads * options.HeadWidth;
        _heads = options.Heads;
        _pools = new ModalityPools(options, sizes, parts);
        _maps = new([.. _pools.Widths.Select(width => Sequential(LayerNorm(width), Linear(width, sizes.Width)))]);
        _toQkv = new Projection(sizes.Width, 3 * inner, hasBias: false);
        _toOut = new Projection(inner, sizes.Width, hasBias: false);
        _blend = new Parameter(zeros(2));
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
        var (x, present) = (stack(pooled.Mapped([.. _maps]), 1), pooled.Bits());                    // [B, 1 + contexts, D]
        x += ReadEachOther(x, present);
        var (ofQuery, ofContexts) = (Side(x, present, 0, 1), Side(x, present, 1, contexts.Count));
        return pooled.Token(Blend(ofQuery, ofContexts)).MoveToOuterDisposeScope();
    }

    private Tensor ReadEachOther(Tensor x, Tensor present)
    {
        var there = PresentTokens.Of(present);
        var qkv = there.Put(_toQkv.call(there.Take(x))).chunk(3, -1).Select(part => Attention.SplitHeads(part, _heads)).ToList();
        var read = Attention.MergeHeads(Attention.Read(qkv[0], qkv[1], qkv[2], KeyMask.Of(present)));
        return there.Put(_toOut.call(there.Take(read)));
    }

    // [B, D] the mean of the modalities on one side, and [B, 1] bool whether there is any.
    private static (Tensor Mean, Tensor Present) Side(Tensor x, Tensor present, long first, long count)
    {
        var valid = present.narrow(1, first, count);
        return (Masked.Mean(x.narrow(1, first, count), valid), valid.any(1, keepdim: true));
    }

    // A direction that a row lacks leaves its weight to the other.
    private Tensor Blend((Tensor Mean, Tensor Present) query, (Tensor Mean, Tensor Present) contexts)
    {
        var absent = cat([query.Present, contexts.Present], 1).logical_not();
        var weights = _blend.expand(absent.shape).masked_fill(absent, -1e4).softmax(-1).to_type(query.Mean.dtype);  // [B, 2]
        Diagnostics.Report("blend", weights.narrow(1, 0, 1));
        return (weights.narrow(1, 0, 1) * query.Mean) + (weights.narrow(1, 1, 1) * contexts.Mean);
    }
}
