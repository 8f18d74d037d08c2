using Eegavi.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>One change of the weights: forward and backward over a few batches, then the optimiser.</summary>
internal sealed class TrainingStep(FusionModel model, Objective objective, TrainingSpec spec, IBatchSource data, TrainingState state, Augmentations augmentations)
{
    private static readonly Dictionary<ProductPrecision, ScalarType?> Products = new()
    {
        [ProductPrecision.Float32] = null,
        [ProductPrecision.BFloat16] = ScalarType.BFloat16,
        [ProductPrecision.Float16] = ScalarType.Float16,
    };

    private readonly Device _device = model.Device;

    /// <summary>Runs the step.</summary>
    /// <param name="batches">Rows of each batch.</param>
    public void Run(int[][] batches)
    {
        state.Log.Begin();
        manual_seed(Seeds.Of(spec.Seed, state.Log.Step));
        var rate = LearningRate.At(spec, state.Log.Step - 1, state.Log.Steps);
        objective.Progress = (state.Log.Step - 1.0) / state.Log.Steps;
        state.Optimizer.ClearGradients();
        var hasLoss = false;
        for (var i = 0; i < batches.Length; i++) hasLoss |= Learn(batches[i], batches.Length, isLast: i == batches.Length - 1);
        var gradients = hasLoss ? Update(batches, rate) : null;
        state.Log.End(rate, gradients);
    }

    private bool Learn(int[] rows, int of, bool isLast)
    {
        using var scope = NewDisposeScope();
        var batch = objective.Prepare(Seen(data.Make(rows).To(_device)));
        var output = Forward(batch);
        var value = objective.call(output, batch);
        if (value.Total is not null)
        {
            Check(value.Total.ToDouble(), "loss", [rows]);
            (value.Total * (state.Scale.Factor / of)).backward();
            model.ThrowIfRecomputeFailed();
        }
        if (isLast) state.Log.Read(value, spec.ShuffledLoss ? () => ShuffledLoss.Of(objective, output, batch) : null);
        return value.Total is not null;
    }

    // What the model sees, with what its own average makes of what that one sees. A pretext hides its part only after that.
    private Batch Seen(Batch batch)
    {
        var both = augmentations.Apply(batch, AugmentationScope.Both);
        var seen = augmentations.Apply(both, AugmentationScope.Student);
        return state.SelfTeacher?.Teach(seen, augmentations.Apply(both, AugmentationScope.Teacher)) ?? seen;
    }

    private FusionOutput Forward(Batch batch)
    {
        using var precision = Precision.Use(Products[spec.Precision]);
        return model.call(batch);
    }

    // Sizes of the gradients, where the step is reported.
    private IReadOnlyDictionary<string, double>? Update(int[][] batches, double rate)
    {
        if (!state.Scale.Unscale(state.Trainable)) return null;
        var gradients = state.Log.IsDue ? state.Gradients.Read() : null;
        var norm = state.Optimizer.GradientNorm();
        Check(norm, "norm of the gradient", batches);
        state.Optimizer.Step(rate, spec.GradientClip > 0 ? Math.Min(1, spec.GradientClip / (norm + 1e-6)) : 1);
        state.Average?.Update(state.Log.Step);
        state.SelfTeacher?.Update(state.Log.Step);
        return gradients;
    }

    private void Check(double value, string what, int[][] batches)
    {
        if (!double.IsFinite(value)) throw new DivergedException(what, value, state.Log.Step, state.Epoch, [.. batches.SelectMany(b => b).Select(row => data.RowIds[row])]);
    }
}
