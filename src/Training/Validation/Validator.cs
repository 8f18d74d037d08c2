using Eegavi.Models;
using Eegavi.Training.Monitoring;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Computes the objective on rows held back from training.</summary>
internal sealed class Validator(
    FusionModel model, Objective objective, IBatchSource data, int[] rows, IReadOnlyList<string> groups, TrainingSpec spec, SelfTeacher? teacher = null)
{
    private readonly Device _device = model.Device;

    /// <summary>What the rows say of the model: the loss, nothing dropped out, in batches put together as those of training are (a contrastive loss depends on its batch), and what <see cref="HeldBackMonitor"/> finds.</summary>
    /// <param name="epoch">After which epoch.</param>
    /// <exception cref="InvalidOperationException">No row gave a loss.</exception>
    public HeldBackReport Look(int epoch)
    {
        using var _ = no_grad();
        model.eval();
        objective.eval();
        // What pretexts hide is the same after every epoch.
        manual_seed(spec.Seed);
        using var monitor = new HeldBackMonitor(objective, spec);
        foreach (var chunk in Sampling.Batches(rows, groups, spec, epoch: 0))
        {
            using var scope = NewDisposeScope();
            var batch = data.Make(chunk).To(_device);
            batch = objective.Prepare(teacher?.Teach(batch) ?? batch);
            using var said = monitor.Listen();
            monitor.Add(model.call(batch), batch, said);
        }
        return monitor.Report(epoch) ?? throw new InvalidOperationException(
            "Expected a loss on the held-back subjects; got none: their rows lack labels or modalities. Set training.validation.heldBack to 0 to train without them.");
    }
}
