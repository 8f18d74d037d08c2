using System.Text.Json.Nodes;
using Eegavi.Models;
using Eegavi.Training.Checkpoints;
using static TorchSharp.torch;

namespace Eegavi.Training.Runs;

/// <summary>A run's configuration made into its model, its losses and its data. Owns the model and the losses.</summary>
public sealed class RunSession : IDisposable
{
    private RunSession(RunSpec spec, IBatchSource data, FusionModel model, Objective objective) =>
        (Spec, Data, Model, Objective) = (spec, data, model, objective);

    /// <summary>The configuration.</summary>
    public RunSpec Spec { get; }

    /// <summary>The data.</summary>
    public IBatchSource Data { get; }

    /// <summary>The model; its weights are drawn from the run's seed.</summary>
    public FusionModel Model { get; }

    /// <summary>Its losses.</summary>
    public Objective Objective { get; }

    /// <summary>Reads the configuration, opens the data, builds the model and its losses.</summary>
    /// <param name="bench">Reads configuration, opens data, makes parts.</param>
    /// <param name="run">The run's resolved configuration.</param>
    public static RunSession Open(Workbench bench, JsonObject run)
    {
        var spec = bench.Read(run);
        var data = bench.Open(spec.Data);
        manual_seed(spec.Training.Seed);
        var model = new ModelBuilder(bench.Parts).Build(spec.Model);
        return new(spec, data, model, new ObjectiveBuilder(bench.Parts).Build(spec.Losses, model));
    }

    /// <summary>Trains on some rows.</summary>
    public TrainingResult Train(
        IReadOnlyList<int> rows, IProgress<TrainingProgress>? progress = null, CheckpointFile? checkpoint = null, CancellationToken cancellation = default) =>
        new Trainer(Model, Objective, Spec.Training).Fit(Data, rows, progress, checkpoint, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        Objective.Dispose();
        Model.Dispose();
    }
}
