using Eegavi.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Computes the objective on rows held back from training.</summary>
internal sealed class Validator(FusionModel model, Objective objective, IBatchSource data, int[] rows, TrainingSpec spec)
{
    /// <summary>The mean loss over the rows, nothing dropped out, in batches put together as those of training are: a contrastive loss depends on its batch.</summary>
    /// <exception cref="InvalidOperationException">No row gave a loss.</exception>
    public double Loss()
    {
        using var _ = no_grad();
        model.eval();
        objective.eval();
        var (sum, count) = (0.0, 0);
        foreach (var chunk in Sampling.Batches(rows, data.Subjects, spec, epoch: 0))
        {
            using var scope = NewDisposeScope();
            var batch = data.Make(chunk);
            if (objective.call(model.call(batch), batch).Total is not { } total) continue;
            (sum, count) = (sum + total.ToDouble() * chunk.Length, count + chunk.Length);
        }
        return count > 0 ? sum / count : throw new InvalidOperationException(
            "Expected a loss on the held-back subjects; got none: their rows lack labels or modalities. Set training.validation.heldBack to 0 to train without them.");
    }
}
