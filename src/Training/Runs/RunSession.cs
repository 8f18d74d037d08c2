using System.Text.Json.Nodes;
using Eegavi.Models;
using Eegavi.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Runs;

/// <summary>A run's configuration made into its model, its losses and its data. Owns the model and the losses.</summary>
public sealed class RunSession : IDisposable
{
    private readonly FittedSource _data;
    private readonly TaughtSource _lessons;

    private RunSession(RunSpec spec, FittedSource data, TaughtSource lessons, FusionModel model, Objective objective) =>
        (Spec, _data, _lessons, Model, Objective) = (spec, data, lessons, model, objective);

    /// <summary>The configuration.</summary>
    public RunSpec Spec { get; }

    /// <summary>The data, with the tables that are fitted to training rows.</summary>
    public IBatchSource Data => _data;

    /// <summary>Modalities of tables that the model may read in training only.</summary>
    public IReadOnlySet<string> NotAtInference => Sidecars(s => !s.AvailableAtInference);

    /// <summary>Modalities of all tables that the model reads.</summary>
    public IReadOnlySet<string> AllSidecars => Sidecars(_ => true);

    /// <summary>The data with what the run's teachers say of each row.</summary>
    public IBatchSource Lessons => _lessons;

    /// <summary>Subjects that a teacher of the run, or the run that it begins with, was fitted to: nothing may be tested on them.</summary>
    public IReadOnlySet<string> Taught => Init is null ? _lessons.FittedTo : _lessons.FittedTo.Union(Init.Subjects).ToHashSet(StringComparer.Ordinal);

    /// <summary>The model; its weights are drawn from the run's seed.</summary>
    public FusionModel Model { get; }

    /// <summary>What the model took from another run; null = nothing.</summary>
    public InitialWeights? Init { get; private init; }

    /// <summary>What training changes in the windows that the model sees.</summary>
    public Augmentations Augmentations { get; private init; } = Augmentations.None;

    /// <summary>Its losses.</summary>
    public Objective Objective { get; }

    /// <summary>Reads the configuration, opens the data, builds the model and its losses.</summary>
    /// <param name="bench">Reads configuration, opens data, makes parts.</param>
    /// <param name="run">The run's resolved configuration.</param>
    public static RunSession Open(Workbench bench, JsonObject run)
    {
        var spec = bench.Read(run);
        var data = new FittedSource(bench.Open(spec.Data), spec.Tables.ToDictionary(t => t.Key, t => bench.Parts.Create(t.Value, new PartSizes()), StringComparer.Ordinal));
        LabelLeaks.Check(spec.Model.Ablated(), spec.Losses, data);
        manual_seed(spec.Training.Seed);
        var model = new ModelBuilder(bench.Parts).Build(spec.Model);
        var init = spec.Init is null ? null : InitialWeights.Take(model, spec.Init);
        var device = ComputeDevice.Find(spec.Training.Device);
        var teachers = TeacherSpec.Make(bench, spec.Teachers);
        foreach (var teacher in teachers.Values.OfType<nn.Module>()) teacher.to(device);
        var lessons = new TaughtSource(data, teachers, device);
        return new(spec, data, lessons, model, new ObjectiveBuilder(bench.Parts).Build(spec.Losses, model, lessons.TargetWidths))
        {
            Init = init,
            Augmentations = new(spec.Augmentations, bench.Parts),
        };
    }

    /// <summary>Trains on some rows.</summary>
    public TrainingResult Train(
        IReadOnlyList<int> rows, IProgress<TrainingProgress>? progress = null, CheckpointFile? checkpoint = null, CancellationToken cancellation = default)
    {
        _data.Fit(rows);
        return new Trainer(Model, Objective, Spec.Training, Augmentations).Fit(Lessons, rows, progress, checkpoint, cancellation);
    }

    /// <summary>Writes what the tables fitted, where there are any.</summary>
    internal void SaveTables(string path)
    {
        if (Spec.Tables.Count > 0) ModuleWeights.Save(_data.Fitted(), path);
    }

    private HashSet<string> Sidecars(Func<SidecarSpec, bool> which) =>
        [.. Model.Spec.Sidecars.Where(s => which(s.Value)).Select(s => s.Value.Modality ?? s.Key)];

    /// <inheritdoc/>
    public void Dispose()
    {
        _lessons.Dispose();
        _data.Dispose();
        Objective.Dispose();
        Model.Dispose();
    }
}
