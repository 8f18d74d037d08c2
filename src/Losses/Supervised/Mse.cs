using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="Mse"/>.</summary>
public sealed record MseOptions : PartOptions<ILoss>
{
    /// <summary>Differences beyond this count linearly (Huber): an outlying rating then rules less. 0 = all count squared. Default 0.</summary>
    [Range(0, 1e6)] public double Delta { get; init; }
}

/// <summary>Holds a head's outputs to ratings.</summary>
/// <remarks>Mean over the ratings that exist of (prediction − rating)²; with <c>delta</c> δ of that within ±δ and 2δ|d| − δ² outside.</remarks>
[Part("mse")]
public sealed class Mse(MseOptions options) : Module<LossInputs, LossTerm>("mse"), ILoss
{
    /// <summary>Compares predictions with ratings.</summary>
    /// <param name="inputs">Predictions [B, K] and K label columns.</param>
    /// <returns>Null value where fewer than 2 rows have a rating. Diagnostics: <c>rmse</c>.</returns>
    /// <exception cref="ArgumentException">There is no head, or another number of label columns.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var (predictions, values, present) = Labels.Columns(inputs, "mse");
        var rows = present.any(1).sum().ToInt64();
        if (rows < 2) return Rows.Term(null, rows);
        var places = Rows.Of(present.flatten());
        var difference = (Rows.Take(predictions.flatten(), places) - Rows.Take(values.flatten(), places)).abs();
        var squared = difference.square();
        var value = options.Delta == 0 ? squared : where(difference.le(options.Delta), squared, 2 * options.Delta * difference - options.Delta * options.Delta);
        return Rows.Term(value.mean(), rows, new() { ["rmse"] = squared.detach().mean().sqrt() });
    }
}
