using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

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

    /// <summary>How rows are put together in batches. Default <c>mixed</c>; losses that contrast rows want <c>within-subject</c>, or they learn persons.</summary>
    public BatchSampler Sampler { get; init; } = BatchSampler.Mixed;

    /// <summary>Number type of matrix products. Weights, norms, softmax and losses stay in float32. Default <c>f32</c>.</summary>
    public ProductPrecision Precision { get; init; } = ProductPrecision.Float32;

    /// <summary>Seed of the weights, of the order of rows and of dropout. Default 1.</summary>
    [Range(0, int.MaxValue)] public int Seed { get; init; } = 1;

    /// <summary>Also reports the loss against the targets of other rows: a loss no lower than that has learned nothing. Default false.</summary>
    public bool ShuffledLoss { get; init; }

    /// <summary>Stops before the last epoch, on subjects held back from training. Default: off.</summary>
    public EarlyStopSpec? EarlyStop { get; init; }
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
}

/// <summary>How rows are put together in batches.</summary>
public enum BatchSampler
{
    /// <summary>Any rows.</summary>
    Mixed,

    /// <summary>Rows of one subject, so that telling rows apart cannot mean telling persons apart.</summary>
    WithinSubject,
}

/// <summary>When training stops early. The weights are then those of the best epoch.</summary>
public sealed record EarlyStopSpec
{
    /// <summary>Epochs without a lower loss on the held-back subjects before training stops. Default 5.</summary>
    [Range(1, 100_000)] public int Patience { get; init; } = 5;

    /// <summary>Share of the training subjects held back, at least one. Default 0.2.</summary>
    [Range(0.01, 0.9)] public double HeldBack { get; init; } = 0.2;
}
