using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LowRankFusion"/>.</summary>
public sealed record LowRankFusionOptions : LateOptions, ISizedOptions
{
    /// <summary>Rank: products that are summed. Default 4.</summary>
    [Range(1, 1024)] public int Rank { get; init; } = 4;

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)Rank * sizes.Width * Read(sizes).Sum(width => (double)width);
}

/// <summary>What <c>tensor</c> can express with few parameters: a sum of a few products of one map per modality.</summary>
/// <remarks>
/// Per modality: pooling → weight per channel → LayerNorm = z; Σ_r w_r · Π_m ([1; z_m] F_m,r) + b. An absent modality is a factor of 1.
/// Liu et al. 2018, Low-rank Multimodal Fusion, arXiv:1806.00064. Differs: factors are near 1 at the start, and are trained (in MultiBench's code they are not).
/// </remarks>
[Part("low-rank")]
public sealed class LowRankFusion : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    [ComponentName(Name = "pools")] private readonly ModalityPools _pools;
    [ComponentName(Name = "norms")] private readonly ModuleList<LayerNorm> _norms;
    [ComponentName(Name = "product")] private readonly LowRankProduct _product;

    /// <summary>Makes a block.</summary>
    public LowRankFusion(LowRankFusionOptions options, PartSizes sizes, IParts parts) : base("low-rank")
    {
        _pools = new ModalityPools(options, sizes, parts);
        _norms = new([.. _pools.Widths.Select(width => LayerNorm(width))]);
        _product = new LowRankProduct(_pools.Widths, sizes.Width, options.Rank);
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
        return pooled.Token(_product.call(pooled.Mapped([.. _norms]), pooled.Present)).MoveToOuterDisposeScope();
    }
}

/// <summary>Σ_r w_r · Π_m ([1; z_m] F_m,r) + b.</summary>
internal sealed class LowRankProduct : Module<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>, Tensor>
{
    [ComponentName(Name = "factors")] private readonly ModuleList<Linear> _factors;
    [ComponentName(Name = "mix")] private readonly Parameter _mix;
    [ComponentName(Name = "bias")] private readonly Parameter _bias;

    public LowRankProduct(IReadOnlyList<int> widths, long output, int rank) : base("product")
    {
        _factors = new([.. widths.Select(width => Factor(width, rank * output))]);
        _mix = new Parameter(full([rank], 1 / Math.Sqrt(rank)));
        _bias = new Parameter(zeros(output));
        RegisterComponents();
    }

    /// <summary>Multiplies.</summary>
    /// <param name="vectors">[B, E_m] each.</param>
    /// <param name="present">[B] bool each.</param>
    /// <returns>[B, D].</returns>
    public override Tensor forward(IReadOnlyList<Tensor> vectors, IReadOnlyList<Tensor> present)
    {
        var factors = vectors.Select((z, i) => OfPresent(_factors[i], z, PresentRows.Of(present[i])));
        var product = factors.Aggregate((all, next) => all * next).unflatten(1, _mix.shape[0], _bias.shape[0]);     // [B, rank, D]
        return (product * _mix.unsqueeze(1)).sum(1) + _bias;
    }

    // An absent modality is a factor of 1, and not computed.
    private Tensor OfPresent(Linear factor, Tensor z, PresentRows rows) =>
        rows.PutInto(ones([z.shape[0], _mix.shape[0] * _bias.shape[0]], z.dtype, z.device), factor.call(rows.Take(z)));

    // The bias is what the leading 1 of [1; z] meets. At 1 it lets single modalities through: Π (1 + a) = 1 + Σ a + products.
    private static Linear Factor(long width, long outputs)
    {
        var factor = Linear(width, outputs);
        init.ones_(factor.bias);
        return factor;
    }
}
