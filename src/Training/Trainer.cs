using Eegavi.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Trains a model on some rows. For a seed, the same rows give the same weights.</summary>
/// <param name="model">The model; its weights change.</param>
/// <param name="objective">Its losses; their weights change too.</param>
/// <param name="spec">How to train.</param>
public sealed class Trainer(FusionModel model, Objective objective, TrainingSpec spec)
{
    private readonly Parameter[] _trainable = [.. model.parameters().Concat(objective.parameters()).Where(p => p.requires_grad)];

    /// <summary>Trains.</summary>
    /// <param name="data">Where rows come from.</param>
    /// <param name="rows">Rows to train on.</param>
    /// <param name="progress">Told of the loss about 200 times, and at the end of each epoch.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="ArgumentException">There are too few rows, or nothing to train.</exception>
    /// <exception cref="InvalidOperationException">The loss is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TrainingResult Fit(
        IBatchSource data, IReadOnlyList<int> rows, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        PeakMemory.Reset();
        using var stop = spec.EarlyStop is { } early ? new EarlyStop(early, model, objective, data, rows, spec.Seed) : null;
        using var optimizer = MakeOptimizer();
        var (trainRows, random) = (stop?.TrainRows ?? rows, new Random(spec.Seed));
        var log = new TrainingLog(spec.Epochs, Sampling.Count(trainRows, data.Subjects, spec), progress);
        for (var epoch = 1; epoch <= spec.Epochs && stop?.IsReached != true; epoch++)
        {
            model.train();
            objective.train();
            foreach (var batch in Sampling.Batches(trainRows, data.Subjects, spec, random))
            {
                cancellation.ThrowIfCancellationRequested();
                Step(optimizer, data, batch, log);
            }
            if (stop is not null) log.HeldBack(stop.Observe(epoch));
        }
        stop?.RestoreBest();
        return log.Result(stop?.BestEpoch);
    }

    private void Step(AdamW optimizer, IBatchSource data, int[] rows, TrainingLog log)
    {
        log.Begin();
        using var scope = NewDisposeScope();
        var rate = LearningRate.At(spec, log.Step - 1, log.Steps);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;

        var batch = data.Make(rows);
        var output = Forward(batch);
        var value = objective.call(output, batch);
        if (value.Total is not null) Update(optimizer, value.Total);
        log.End(value, rate, spec.ShuffledLoss ? () => ShuffledLoss.Of(objective, output, batch) : null);
    }

    private FusionOutput Forward(Batch batch)
    {
        using var precision = Precision.Use(spec.Precision == ProductPrecision.BFloat16 ? ScalarType.BFloat16 : null);
        return model.call(batch);
    }

    private void Update(AdamW optimizer, Tensor loss)
    {
        optimizer.zero_grad();
        loss.backward();
        if (spec.GradientClip > 0) nn.utils.clip_grad_norm_(_trainable, spec.GradientClip);
        optimizer.step();
    }

    // Norms, biases and gates are the parameters of fewer than two axes.
    private AdamW MakeOptimizer()
    {
        if (_trainable.Length == 0) throw new ArgumentException("Expected something to train; got a model and losses whose parameters are all frozen.");
        var groups = _trainable.GroupBy(p => p.dim() >= 2)
            .Select(group => new AdamW.ParamGroup(group, spec.LearningRate, weight_decay: group.Key ? spec.WeightDecay : 0));
        return optim.AdamW([.. groups], spec.LearningRate);
    }
}
