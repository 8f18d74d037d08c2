using System.Diagnostics;
using Eegavi.Models;
using Eegavi.Models.Inspection;
using static TorchSharp.torch;

namespace Eegavi.Training.Memory;

/// <summary>
/// Does a few real training steps, or inferences, with example rows and reads how much memory the process took at its most. To be run in a process of its own: what
/// an earlier trial left behind would be counted in.
/// </summary>
/// <param name="parts">Makes the parts.</param>
/// <param name="model">The model's description.</param>
/// <param name="losses">Its losses; may be empty where inference alone is tried.</param>
/// <param name="training">How it is trained.</param>
/// <param name="windows">The shape of each modality's window.</param>
/// <param name="teachers">Widths of what teachers give, by name; the teachers themselves are not there. Null = none.</param>
public sealed class MemoryTrial(
    IParts parts, ModelSpec model, IReadOnlyList<LossSpec> losses, TrainingSpec training, IReadOnlyDictionary<string, WindowShape> windows, IReadOnlyDictionary<string, int>? teachers = null)
{
    // The optimiser's state is made at the end of the first step, so only the second has all at once; the third finds what the second left in pieces.
    private const int Steps = 3;

    /// <summary>Runs it.</summary>
    /// <param name="rows">Rows B of a batch.</param>
    /// <param name="trains">Training steps; else inferences.</param>
    public TrialResult Run(int rows, bool trains)
    {
        manual_seed(training.Seed);
        using var built = new ModelBuilder(parts).Build(model);
        using var objective = trains ? new ObjectiveBuilder(parts).Build(losses, built, teachers) : null;
        var example = new ExampleRows(windows, ExampleRows.LabelsOf(losses, model), rows * Steps) { TargetWidths = teachers ?? new Dictionary<string, int>() };
        var before = PeakMemory.Read();
        var seconds = trains ? Train(built, objective!, example, rows) : Infer(built, example, rows);
        // Training starts the measurement anew, after what building the model took for a moment.
        return new(rows, before, Math.Max(before, PeakMemory.Read()), seconds);
    }

    // The run's own training, but for what needs more than one epoch of rows of one subject; on the CPU, whose memory it is.
    private double Train(FusionModel built, Objective objective, ExampleRows example, int rows)
    {
        var brief = training with { Device = "cpu", Epochs = 1, BatchSize = rows, Accumulate = 1, Sampler = BatchSampler.Mixed, OverfitBatch = false, EarlyStop = null, Validation = new() { HeldBack = 0 } };
        return new Trainer(built, objective, brief).Fit(example, [.. Enumerable.Range(0, rows * Steps)]).MillisecondsPerStep / 1000;
    }

    private static double Infer(FusionModel built, ExampleRows example, int rows)
    {
        built.eval();
        using var _ = no_grad();
        var clock = new Stopwatch();
        for (var i = 0; i < Steps; i++)
        {
            clock.Restart();
            using var scope = NewDisposeScope();
            using var batch = example.Make([.. Enumerable.Range(i * rows, rows)]);
            built.call(batch);
        }
        return clock.Elapsed.TotalSeconds;
    }
}

/// <summary>What a trial measured.</summary>
/// <param name="Rows">Rows B of a batch.</param>
/// <param name="Built">Largest resident bytes of the process when the model was built.</param>
/// <param name="Peak">And when the trial was over.</param>
/// <param name="Seconds">How long a step took once the program was warm.</param>
public sealed record TrialResult(int Rows, long Built, long Peak, double Seconds);
