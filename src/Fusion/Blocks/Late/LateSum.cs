using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LateSum"/>.</summary>
public sealed record LateSumOptions : LateOptions, ISizedOptions
{
    /// <summary>Hidden width of each modality's map. Default 0: the model's width.</summary>
    [Range(0, 65536)] public int Hidden { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)(Hidden > 0 ? Hidden : sizes.Width) * Read(sizes).Sum(width => (double)width + sizes.Width);
}

/// <summary>Sums one function of each modality's vector: under a linear head, the additive reference.</summary>
/// <remarks>
/// Per modality: pooling → weight per channel → LayerNorm → Linear → GELU → Linear; an absent one adds exactly 0.
/// Hastie and Tibshirani 1986, Generalized Additive Models, doi:10.1214/ss/1177013604.
/// </remarks>
[Part("late-sum")]
public sealed class LateSum : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    [ComponentName(Name = "pools")] private readonly ModalityPools _pools;
    [ComponentName(Name = "maps")] private readonly ModuleList<Sequential> _maps;

    /// <summary>Makes a block.</summary>
    public LateSum(LateSumOptions options, PartSizes sizes, IParts parts) : base("late-sum")
    {
        var hidden = options.Hidden > 0 ? options.Hidden : sizes.Width;
        _pools = new ModalityPools(options, sizes, parts);
        _maps = new([.. _pools.Widths.Select(width => Sequential(LayerNorm(width), Linear(width, hidden), GELU(), Linear(hidden, sizes.Width)))]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool IsAdditive => true;

    /// <summary>Sums the modalities.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each.</param>
    /// <returns>[B, 1, D], timeless; real in rows that have any modality.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        using var scope = NewDisposeScope();
        var pooled = _pools.Read(query, contexts);
        return pooled.Token(pooled.Mapped([.. _maps]).Aggregate((total, next) => total + next)).MoveToOuterDisposeScope();
    }
}
