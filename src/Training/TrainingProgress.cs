using Eegavi.Training.Monitoring;

namespace Eegavi.Training;

/// <summary>Where a training run stands.</summary>
/// <param name="Epoch">Current epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Total loss of the last step that gave one; null before there was any.</param>
/// <param name="Terms">Each loss's own value and diagnostics: <c>cross-entropy</c>, <c>cross-entropy.accuracy</c>, ….</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="Elapsed">Time since the start, or since the run was taken up again.</param>
/// <param name="ShuffledLoss">Total loss of that step against the targets of other rows, where asked for.</param>
/// <param name="HeldBack">What was found on the held-back subjects after this epoch, where some are held back.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, int Step, int Steps, double? Loss, IReadOnlyDictionary<string, double> Terms, double LearningRate, TimeSpan Elapsed,
    double? ShuffledLoss = null, HeldBackReport? HeldBack = null)
{
    /// <summary>Loss on the held-back subjects after this epoch, where some are held back.</summary>
    public double? HeldBackLoss => HeldBack?.Loss;

    /// <summary>Size of the gradient of each part (<c>query</c>, <c>fusion_0</c>, <c>loss.siglip</c>) at this step, before it was clipped.</summary>
    public IReadOnlyDictionary<string, double> Gradients { get; init; } = new Dictionary<string, double>();

    /// <summary>Steps that an earlier, interrupted run had done.</summary>
    public int ResumedAt { get; init; }

    /// <summary>Expected time to the end; null before the first step.</summary>
    public TimeSpan? Remaining => Step == ResumedAt ? null : Elapsed / (Step - ResumedAt) * (Steps - Step);
}

/// <summary>What a training run came to.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="Epochs">Epochs done.</param>
/// <param name="FinalLoss">Total loss of the last step that gave one; null where none did.</param>
/// <param name="MillisecondsPerStep">Median time of a step: batch, forward, backward, update.</param>
/// <param name="PeakMemoryBytes">The process's largest resident memory during training.</param>
/// <param name="BestEpoch">The epoch whose weights were kept, where training may stop early.</param>
public sealed record TrainingResult(
    int Steps, int Epochs, double? FinalLoss, double MillisecondsPerStep, long PeakMemoryBytes, int? BestEpoch = null);
