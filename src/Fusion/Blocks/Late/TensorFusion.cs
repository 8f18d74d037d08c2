using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="TensorFusion"/>.</summary>
public sealed record TensorFusionOptions : LateOptions, ISizedOptions
{
    /// <summary>Width to which each modality is narrowed before the product. Default 8; 0 = not narrowed.</summary>
    [Range(0, 4096)] public int Inner { get; init; } = 8;

    /// <summary>Chance with which a product is dropped in training. Default 0.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => sizes.Width * Read(sizes).Aggregate(1.0, (product, width) => product * (1 + Narrowing.Width(width, Inner)));
}

/// <summary>Multiplies every channel of each modality with every channel of all others, then maps the products.</summary>
/// <remarks>
/// Per modality: pooling → weight per channel → LayerNorm → Linear = z; ⊗ [1; z] over modalities → Linear. An absent modality is [1; 0]: the products without it stay.
/// Zadeh et al. 2017, Tensor Fusion Network, arXiv:1707.07250. Differs: the narrowing, one linear map after the product.
/// </remarks>
[Part("tensor")]
public sealed class TensorFusion : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    private const double MostProducts = 1 << 20;
    [ComponentName(Name = "pools")] private readonly ModalityPools _pools;
    [ComponentName(Name = "narrow")] private readonly ModuleList<Sequential> _narrow;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;
    [ComponentName(Name = "mix")] private readonly Linear _mix;

    /// <summary>Makes a block.</summary>
    /// <exception cref="ArgumentException">The product would have more than 2²⁰ entries.</exception>
    public TensorFusion(TensorFusionOptions options, PartSizes sizes, IParts parts) : base("tensor")
    {
        _pools = new ModalityPools(options, sizes, parts);
        _narrow = new([.. _pools.Widths.Select(width => Narrowing.Make(width, options.Inner))]);
        _dropout = Dropout(options.Dropout);
        _mix = Linear(Products(_pools.Widths, options.Inner), sizes.Width);
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
        var products = OuterProduct(pooled.Mapped([.. _narrow]));
        return pooled.Token(_mix.call(_dropout.call(products))).MoveToOuterDisposeScope();
    }

    /// <summary>[B, E_i] each → [B, Π (1 + E_i)]: the outer product of all [1; z], the last modality fastest.</summary>
    internal static Tensor OuterProduct(IReadOnlyList<Tensor> vectors)
    {
        var one = ones([vectors[0].shape[0], 1], vectors[0].dtype, vectors[0].device);
        return vectors.Aggregate(one, (product, next) => (product.unsqueeze(2) * cat([one, next], 1).unsqueeze(1)).flatten(1));
    }

    private static long Products(IReadOnlyList<int> widths, int inner)
    {
        var entries = widths.Aggregate(1.0, (product, width) => product * (1 + Narrowing.Width(width, inner)));
        return entries <= MostProducts ? (long)entries : throw new ArgumentException(
            $"Expected at most {MostProducts:N0} products of channels; got {entries:N0} of {widths.Count} modalities. Lower inner, or take low-rank.");
    }
}
