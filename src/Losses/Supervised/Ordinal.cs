using System.ComponentModel.DataAnnotations;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="Ordinal"/>.</summary>
public sealed record OrdinalOptions : PartOptions<ILoss>
{
    /// <summary>Levels K of the rating. Default: one more than the head has outputs; needed where it has one.</summary>
    [Range(2, 1000)] public int? Levels { get; init; }

    /// <summary>The lowest rating: levels are 0…K − 1 above it, ratings between two round. Default 0.</summary>
    public double Lowest { get; init; }
}

/// <summary>Holds a head to levels that have an order: each output says whether the rating is above one of them.</summary>
/// <remarks>
/// Cumulative logits: −Σ_k [y &gt; k] ln σ(x_k) + [y ≤ k] ln(1 − σ(x_k)), mean over rows and the K − 1 thresholds. A head of K − 1 outputs gives x_k itself; a head of
/// one output gives a score s and the loss learns ordered thresholds, x_k = s − θ_k (McCullagh 1980, proportional odds). The predicted level is the number of
/// x_k above 0. Cao et al. 2019, CORAL, arXiv:1901.07884.
/// </remarks>
[Part("ordinal")]
public sealed class Ordinal : Module<LossInputs, LossTerm>, ILoss
{
    private readonly OrdinalOptions _options;
    private readonly int _thresholds, _outputs;
    [ComponentName(Name = "first")] private readonly Parameter? _first;
    [ComponentName(Name = "log_gaps")] private readonly Parameter? _logGaps;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Outputs: of the head.</param>
    /// <exception cref="ArgumentException">The head's outputs do not fit the levels.</exception>
    public Ordinal(OrdinalOptions options, PartSizes sizes) : base("ordinal")
    {
        (_options, _thresholds) = (options, (options.Levels ?? sizes.Outputs + 1) - 1);
        _outputs = sizes.Outputs;
        if (sizes.Outputs != _thresholds && (sizes.Outputs != 1 || options.Levels is null))
            throw new ArgumentException($"Expected a head of {_thresholds} outputs for ordinal with {_thresholds + 1} levels, or of 1 and 'levels'; got {sizes.Outputs}.");
        if (sizes.Outputs == 1 && _thresholds > 1)
        {
            // Evenly spread around 0, a step of 1 apart.
            _first = Parameter(tensor(-(_thresholds - 1) / 2f));
            _logGaps = Parameter(zeros([_thresholds - 1]));
        }
        RegisterComponents();
    }

    /// <summary>Compares predictions with ratings.</summary>
    /// <param name="inputs">Predictions [B, K − 1] or [B, 1]; a label column of classes or ratings.</param>
    /// <returns>Null value where fewer than 2 rows have a label. Diagnostics: <c>accuracy</c>, <c>mae</c> in levels.</returns>
    /// <exception cref="ArgumentException">There is no head or label, or a rating lies outside the levels.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        if (inputs.Predictions is not { } predictions || inputs.Target is not { } target)
            throw new ArgumentException("Expected predictions and a label for ordinal; got none: set 'head', and 'label' where the column has another name.");
        Axes.Match((predictions, $"B {_outputs}"), (target.Values, "B"), (target.Present, "B"));
        using var scope = NewDisposeScope();
        var rows = Rows.Of(target.Present);
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);
        var logits = Cumulative(Rows.Take(predictions, rows));                               // [n, K − 1]
        var level = Level(Rows.Take(target.Values, rows));
        var above = level.unsqueeze(1).gt(arange(_thresholds, device: level.device)).to_type(logits.dtype);
        var guess = logits.detach().gt(0).sum(1);
        return Rows.Term(functional.binary_cross_entropy_with_logits(logits, above), rows.shape[0], new()
        {
            ["accuracy"] = guess.eq(level).to_type(logits.dtype).mean(),
            ["mae"] = (guess - level).abs().to_type(logits.dtype).mean(),
        });
    }

    private Tensor Cumulative(Tensor predictions)
    {
        if (_first is null) return predictions;
        var thresholds = cat([_first.unsqueeze(0), _first + _logGaps!.exp().cumsum(0)]);
        return predictions - thresholds;
    }

    private Tensor Level(Tensor ratings)
    {
        var level = ratings.dtype == ScalarType.Int64 && _options.Lowest == 0 ? ratings : (ratings.to_type(ScalarType.Float64) - _options.Lowest).round().to_type(ScalarType.Int64);
        var (low, high) = (level.min().ToInt64(), level.max().ToInt64());
        if (low < 0 || high > _thresholds)
            throw new ArgumentException($"Expected ratings from {_options.Lowest} to {_options.Lowest + _thresholds} for ordinal with {_thresholds + 1} levels; got {low + _options.Lowest} to {high + _options.Lowest}: set 'lowest' and 'levels'.");
        return level;
    }
}
