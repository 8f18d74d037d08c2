using Eegavi.Models;
using Eegavi.Training.Checkpoints;
using TorchSharp;

namespace Eegavi.Training;

/// <summary>Trains a model on some rows, on <see cref="TrainingSpec.Device"/>, where it then stays. For a seed, the same rows give the same weights, interrupted or not.</summary>
/// <param name="model">The model; its weights change.</param>
/// <param name="objective">Its losses; their weights change too.</param>
/// <param name="spec">How to train.</param>
/// <param name="augmentations">What is changed in the windows that the model sees in training; null = nothing.</param>
public sealed class Trainer(FusionModel model, Objective objective, TrainingSpec spec, Augmentations? augmentations = null)
{
    /// <summary>Trains.</summary>
    /// <param name="data">Where rows come from.</param>
    /// <param name="rows">Rows to train on; some of their subjects may be held back for validation.</param>
    /// <param name="progress">Told of the loss about 200 times, and at the end of each epoch.</param>
    /// <param name="checkpoint">Where the state is kept now and then, and taken up where there is one; null = nowhere.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <exception cref="ArgumentException">There are too few rows, or nothing to train.</exception>
    /// <exception cref="DivergedException">The loss or a gradient is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TrainingResult Fit(
        IBatchSource data, IReadOnlyList<int> rows, IProgress<TrainingProgress>? progress = null, CheckpointFile? checkpoint = null, CancellationToken cancellation = default)
    {
        PeakMemory.Reset();
        Move();
        model.Recompute = spec.Recompute;
        var divided = HeldBack.Of(rows, data.Subjects, spec);
        var groups = Sampling.Groups(data, objective, spec.Sampler);
        using var state = new TrainingState(model, objective, spec, Epochs.StepsIn(divided.Train, groups, spec), progress);
        var validator = divided.Validate.Length > 0 ? new Validator(model, objective, data, divided.Validate, groups, spec, state.SelfTeacher) : null;
        checkpoint?.Resume(state);
        var step = new TrainingStep(model, objective, spec, data, state, augmentations ?? Augmentations.None);
        while (state.Epoch <= spec.Epochs && state.Stop?.IsReached != true)
        {
            RunEpoch(step, state, divided.Train, groups, checkpoint, cancellation);
            EndEpoch(state, validator);
            checkpoint?.SaveIfDue(state);
        }
        state.Finish();
        return state.Log.Result(state.Stop?.BestEpoch);
    }

    // Before anything keeps a weight.
    private void Move()
    {
        var device = ComputeDevice.Find(spec.Device);
        model.to(device);
        objective.to(device);
    }

    private void RunEpoch(TrainingStep step, TrainingState state, int[] rows, IReadOnlyList<string> groups, CheckpointFile? checkpoint, CancellationToken cancellation)
    {
        model.train();
        objective.train();
        var steps = Epochs.Of(rows, groups, spec, state.Epoch);
        while (state.StepInEpoch < steps.Length)
        {
            if (cancellation.IsCancellationRequested) checkpoint?.Save(state);
            cancellation.ThrowIfCancellationRequested();
            step.Run(steps[state.StepInEpoch++]);
            // After the last step comes the validation, which a checkpoint must not part from it.
            if (state.StepInEpoch < steps.Length) checkpoint?.SaveIfDue(state);
        }
    }

    private static void EndEpoch(TrainingState state, Validator? validator)
    {
        if (validator is not null) Validate(state, validator);
        state.Epoch++;
        state.StepInEpoch = 0;
    }

    private static void Validate(TrainingState state, Validator validator)
    {
        using var lent = state.Average?.Lend();
        var found = validator.Look(state.Epoch);
        state.Stop?.Observe(state.Epoch, found.Loss);
        state.Log.HeldBack(found);
    }
}
