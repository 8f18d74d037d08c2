using static TorchSharp.torch;

namespace Eegavi.Training.Checkpoints;

/// <summary>The live tensors of a training run by name.</summary>
internal static class StateTensors
{
    /// <summary>Lists them: copying into them restores the run.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> Of(TrainingState state) =>
    [
        .. state.Model.state_dict().Select(p => ($"model.{p.Key}", p.Value)),
        .. state.Objective.state_dict().Select(p => ($"objective.{p.Key}", p.Value)),
        .. state.Optimizer.States.SelectMany(Moments),
        .. state.Average?.Weights.Select(p => ($"average.{p.Key}", p.Value)) ?? [],
        .. state.SelfTeacher?.Weights.Select(p => ($"teacher.{p.Key}", p.Value)) ?? [],
        .. state.Stop?.Best.Select(p => ($"best.{p.Key}", p.Value)) ?? [],
    ];

    private static IEnumerable<(string Name, Tensor Tensor)> Moments(ParameterState state, int i) =>
        [($"optimizer.{i}.exp_avg", state.Moment), ($"optimizer.{i}.exp_avg_sq", state.Variance)];
}
