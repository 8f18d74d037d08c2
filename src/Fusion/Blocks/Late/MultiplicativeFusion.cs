using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="MultiplicativeFusion"/>.</summary>
public sealed record MultiplicativeFusionOptions : LateOptions, ISizedOptions
{
    /// <summary>How much of the query a context may turn. Default <c>matrix</c>.</summary>
    public MultiplicativeForm Form { get; init; } = MultiplicativeForm.Matrix;

    /// <summary>Width to which both sides are narrowed before a <c>matrix</c>. Default 32; 0 = not narrowed.</summary>
    [Range(0, 4096)] public int Inner { get; init; } = 32;

    double ISizedOptions.LeastNumbers(PartSizes sizes)
    {
        double Narrow(int width) => Form == MultiplicativeForm.Matrix ? Narrowing.Width(width, Inner) : width;
        return Narrow(sizes.Width) * (sizes.Width + (Form == MultiplicativeForm.Scalar ? 0 : sizes.ContextWidths.Sum(read => Narrow(read) * (Form == MultiplicativeForm.Matrix ? sizes.Width : 1))));
    }
}

/// <summary>Lets each context make the map that the query goes through.</summary>
/// <remarks>
/// With z the query's vector and c a context's, both normed: matrix: cᵀWz + cU + zV + b; vector: (cW + v) ∘ z + cU + b; scalar: the same with one number per row.
/// out = map(z) + Σ over the contexts that the row has. Jayakumar et al. 2020, Multiplicative Interactions and Where to Find Them, ICLR.
/// Differs: several contexts, the narrowing, the query's own map.
/// </remarks>
[Part("multiplicative")]
public sealed class MultiplicativeFusion : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    [ComponentName(Name = "pools")] private readonly ModalityPools _pools;
    [ComponentName(Name = "narrow")] private readonly ModuleList<Sequential> _narrow;
    [ComponentName(Name = "map")] private readonly Linear _map;
    [ComponentName(Name = "interactions")] private readonly ModuleList<MultiplicativeInteraction> _interactions;

    /// <summary>Makes a block.</summary>
    public MultiplicativeFusion(MultiplicativeFusionOptions options, PartSizes sizes, IParts parts) : base("multiplicative")
    {
        var inner = options.Form == MultiplicativeForm.Matrix ? options.Inner : 0;
        _pools = new ModalityPools(options, sizes, parts);
        _narrow = new([.. _pools.Widths.Select(width => Narrowing.Make(width, inner))]);
        var z = Narrowing.Width(sizes.Width, inner);
        _map = Linear(z, sizes.Width);
        _interactions = new([.. sizes.ContextWidths.Select(width =>
            new MultiplicativeInteraction(options.Form, Narrowing.Width(width, inner), z, sizes.Width))]);
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
        var vectors = pooled.Mapped([.. _narrow]);
        var ofQuery = PresentRows.Of(pooled.Present[0]);
        var fused = ofQuery.Put(_map.call(ofQuery.Take(vectors[0])));
        for (var i = 1; i < vectors.Count; i++)
        {
            var rows = PresentRows.Of(pooled.Present[i]);
            fused = rows.AddTo(fused, _interactions[i - 1].call(rows.Take(vectors[i]), rows.Take(vectors[0])));
        }
        return pooled.Token(fused).MoveToOuterDisposeScope();
    }
}
