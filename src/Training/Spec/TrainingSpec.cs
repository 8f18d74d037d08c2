using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Eegavi.Models;

namespace Eegavi.Training;

/// <summary>How a model is trained: AdamW with a warm-up and a cosine.</summary>
public sealed record TrainingSpec
{
    /// <summary>Passes over the training rows. Default 25.</summary>
    [Range(1, 100_000)] public int Epochs { get; init; } = 25;

    /// <summary>Rows B of a batch. Default 64.</summary>
    [Range(2, 65536)] public int BatchSize { get; init; } = 64;

    /// <summary>Highest learning rate, reached after the warm-up. Default 2e-3, which suits models trained from scratch on cached tokens.</summary>
    [Range(1e-9, 10)] public double LearningRate { get; init; } = 2e-3;

    /// <summary>Decoupled weight decay, on parameters of two and more axes: norms, biases, scalar and vector gates are spared. Default 0.01.</summary>
    [Range(0, 10)] public double WeightDecay { get; init; } = 0.01;

    /// <summary>What the learning rate does after the warm-up. Default <c>cosine</c>.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>Share of all steps over which the learning rate rises from 0. Default 0.05.</summary>
    [Range(0, 1)] public double WarmUp { get; init; } = 0.05;

    /// <summary>Largest norm of the gradient; a larger one is scaled down. 0 = not limited. Default 1.</summary>
    [Range(0, 1e6)] public double GradientClip { get; init; } = 1;

    /// <summary>Batches whose gradients are averaged before the weights change. A contrastive loss still sees one batch at a time. Default 1.</summary>
    [Range(1, 65536)] public int Accumulate { get; init; } = 1;

    /// <summary>Parameters that stay as they are, by name; <c>*</c> stands for any letters: <c>query.encoder.*</c>. A pattern that fits nothing is an error.</summary>
    public IReadOnlyList<string> Freeze { get; init; } = [];

    /// <summary>Factor on the learning rate from each layer of an encoder to the one before it: below 1, early layers of a pre-trained encoder change less. Default 1.</summary>
    [Range(0.01, 1)] public double LayerDecay { get; init; } = 1;

    /// <summary>Factor on the learning rate of temperatures and biases of losses, which are also never decayed. Default 10.</summary>
    [Range(0, 1000)] public double TemperatureRate { get; init; } = 10;

    /// <summary>Share of the past in the moving average of the weights, which is then validated and kept in place of the last weights. 0 = no average. Default 0.</summary>
    [Range(0, 0.99999)] public double Average { get; init; }

    /// <summary>Share of the past in the moving average of the weights that teaches where a loss stands on <c>teacher.ema.*</c>. Default 0.99.</summary>
    [Range(0, 0.99999)] public double TeacherAverage { get; init; } = 0.99;

    /// <summary>
    /// How rows are put together in batches. Default: <c>within-subject</c> where a loss tells rows apart by a face, a voice or physiology (else it learns persons);
    /// <c>mixed</c> elsewhere, also where such losses stand on what is made of the stimulus alone.
    /// </summary>
    public BatchSampler? Sampler { get; init; }

    /// <summary>Number type of matrix products. Weights, norms, softmax and losses stay in float32. Default <c>f32</c>.</summary>
    public ProductPrecision Precision { get; init; } = ProductPrecision.Float32;

    /// <summary>
    /// Where to compute: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, or <c>auto</c>: the first graphics processor, else the CPU. On a graphics processor the same seed gives the same
    /// result up to rounding, on the CPU to the last bit. Default <c>auto</c>.
    /// </summary>
    [RegularExpression(ComputeDevice.Pattern)] public string Device { get; init; } = ComputeDevice.Auto;

    /// <summary>
    /// Parts whose inner values are computed again in the backward pass in place of being kept: <c>encoders</c>, <c>resamplers</c>, <c>fusion</c>. Less memory for
    /// up to a third more time; the result is the same, but that dropout draws other numbers on a graphics processor. Each encoder, resampler and fusion block is a unit. Default: none.
    /// </summary>
    public IReadOnlyList<RecomputedStage> Recompute { get; init; } = [];

    /// <summary>Seed of the weights, of the order of rows and of dropout. Default 1.</summary>
    [Range(0, int.MaxValue)] public int Seed { get; init; } = 1;

    /// <summary>Also reports the loss against the targets of other rows: a loss no lower than that has learned nothing. Default false.</summary>
    public bool ShuffledLoss { get; init; }

    /// <summary>Trains on the first batch alone, again and again: a model that cannot learn even that has a fault. Default false.</summary>
    public bool OverfitBatch { get; init; }

    /// <summary>Which subjects are held back from training and looked at after every epoch.</summary>
    public ValidationSpec Validation { get; init; } = new();

    /// <summary>What is looked at on them, beside the loss.</summary>
    public MonitorSpec Monitor { get; init; } = new();

    /// <summary>Stops before the last epoch, by the loss on the held-back subjects. Default: off.</summary>
    public EarlyStopSpec? EarlyStop { get; init; }

    /// <summary>How often the state of a run is written to its folder, so that it can go on after an interruption.</summary>
    public CheckpointSpec Checkpoint { get; init; } = new();
}

/// <summary>What the learning rate does after the warm-up.</summary>
public enum LearningRateSchedule
{
    /// <summary>Falls to 0 along half a cosine.</summary>
    Cosine,

    /// <summary>Stays.</summary>
    Constant,
}

/// <summary>Number type of matrix products.</summary>
public enum ProductPrecision
{
    /// <summary>Single precision.</summary>
    [JsonStringEnumMemberName("f32")] Float32,

    /// <summary>bfloat16: the range of float32 with three digits; about twice the speed on processors that compute in it.</summary>
    [JsonStringEnumMemberName("bf16")] BFloat16,

    /// <summary>Half precision, for GPUs without bfloat16. The loss is scaled up so that small gradients do not vanish, and the scale follows what overflows.</summary>
    [JsonStringEnumMemberName("f16")] Float16,
}

/// <summary>How rows are put together in batches.</summary>
public enum BatchSampler
{
    /// <summary>Any rows.</summary>
    Mixed,

    /// <summary>Rows of one subject, so that telling rows apart cannot mean telling persons apart.</summary>
    WithinSubject,

    /// <summary>Rows that saw one stimulus, so that telling rows apart cannot mean telling stimuli apart. Rows of which nothing is known are put together.</summary>
    WithinStimulus,
}

/// <summary>Which subjects are held back from training.</summary>
public sealed record ValidationSpec
{
    /// <summary>Share of the training subjects, at least one where there are two; 0 = none. Default 0.2.</summary>
    [Range(0, 0.9)] public double HeldBack { get; init; } = 0.2;
}

/// <summary>When training stops early. The weights are then those of the best epoch.</summary>
public sealed record EarlyStopSpec
{
    /// <summary>Epochs without a lower loss on the held-back subjects before training stops. Default 5.</summary>
    [Range(1, 100_000)] public int Patience { get; init; } = 5;

    /// <summary>By how much the loss must fall to count as lower. Default 0.</summary>
    [Range(0, 1e6)] public double MinDelta { get; init; }
}

/// <summary>How often the state of a run is written down.</summary>
public sealed record CheckpointSpec
{
    /// <summary>Minutes between two checkpoints. Default 5.</summary>
    [Range(0, 10_000)] public double Minutes { get; init; } = 5;

    /// <summary>Steps between two checkpoints, in place of minutes. Default: by minutes.</summary>
    [Range(1, int.MaxValue)] public int? Steps { get; init; }
}
