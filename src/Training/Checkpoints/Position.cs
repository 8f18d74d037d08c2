using static TorchSharp.torch;

namespace Eegavi.Training.Checkpoints;

/// <summary>Where a run stands, beside its tensors.</summary>
/// <param name="Epoch">Current epoch, from 1.</param>
/// <param name="StepInEpoch">Steps done in it.</param>
/// <param name="Step">Steps done in all.</param>
/// <param name="Updates">Updates of each parameter that the optimiser has made.</param>
/// <param name="Loss">Last loss that was read.</param>
/// <param name="BestLoss">Lowest held-back loss.</param>
/// <param name="EpochsSince">Epochs since then.</param>
/// <param name="BestEpoch">The epoch of it.</param>
/// <param name="LossScale">Factor on the loss in half precision.</param>
/// <param name="GoodSteps">Steps since that factor changed.</param>
internal sealed record Position(
    int Epoch, int StepInEpoch, int Step, IReadOnlyList<long> Updates, double? Loss, double BestLoss, int EpochsSince, int? BestEpoch, double LossScale, int GoodSteps)
{
    public static Position Of(TrainingState state) => new(
        state.Epoch, state.StepInEpoch, state.Log.Step, [.. state.Optimizer.States.Select(s => s.Updates)], state.Log.Loss,
        state.Stop?.BestLoss ?? double.PositiveInfinity, state.Stop?.EpochsSince ?? 0, state.Stop?.BestEpoch, state.Scale.Factor, state.Scale.GoodSteps);

    public void Restore(TrainingState state)
    {
        (state.Epoch, state.StepInEpoch) = (Epoch, StepInEpoch);
        state.Log.Restore(Step, Loss);
        state.Stop?.Restore(BestLoss, EpochsSince, BestEpoch);
        state.Scale.Restore(LossScale, GoodSteps);
        using var scope = NewDisposeScope();
        foreach (var (own, updates) in state.Optimizer.States.Zip(Updates)) own.Block.SetUpdates(own.Index, updates);
    }
}
