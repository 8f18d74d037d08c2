using Eegavi.Models;
using Eegavi.Training.Monitoring;
using TorchSharp.Modules;

namespace Eegavi.Training;

/// <summary>All that changes while a run trains.</summary>
internal sealed class TrainingState : IDisposable
{
    public TrainingState(FusionModel model, Objective objective, TrainingSpec spec, int stepsPerEpoch, IProgress<TrainingProgress>? progress)
    {
        (Model, Objective) = (model, objective);
        var groups = ParameterGroups.Of(model, objective, spec);
        Trainable = [.. groups.SelectMany(g => g.Parameters)];
        Optimizer = new AdamW(groups, spec.WeightDecay);
        Average = spec.Average > 0 ? new WeightAverage(model, spec.Average) : null;
        SelfTeacher = objective.NeedsAverage ? new SelfTeacher(model, spec.TeacherAverage) : null;
        Stop = spec.EarlyStop is { } early ? new EarlyStop(early, model, objective) : null;
        Scale = new LossScale(spec.Precision == ProductPrecision.Float16);
        Gradients = new GradientNorms(model, objective);
        Log = new TrainingLog(spec.Epochs, stepsPerEpoch, progress);
    }

    public FusionModel Model { get; }

    public Objective Objective { get; }

    /// <summary>The parameters that training changes, in the order of the optimiser's groups.</summary>
    public IReadOnlyList<Parameter> Trainable { get; }

    public AdamW Optimizer { get; }

    public WeightAverage? Average { get; }

    public SelfTeacher? SelfTeacher { get; }

    public EarlyStop? Stop { get; }

    public LossScale Scale { get; }

    public GradientNorms Gradients { get; }

    public TrainingLog Log { get; }

    /// <summary>The current epoch, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Steps done in it.</summary>
    public int StepInEpoch { get; set; }

    /// <summary>Leaves the model with the weights that count: the best, else their average, else the last.</summary>
    public void Finish()
    {
        if (Stop is not null) Stop.RestoreBest();
        else Average?.Give();
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Average?.Dispose();
        SelfTeacher?.Dispose();
        Stop?.Dispose();
    }
}
