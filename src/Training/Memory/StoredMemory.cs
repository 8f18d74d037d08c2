using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.Training.Memory;

/// <summary>Bytes of what a run keeps from one step to the next, by what the model is made of.</summary>
/// <param name="Model">Weights and running statistics of the model.</param>
/// <param name="Losses">Those of its losses: projectors, temperatures.</param>
/// <param name="Gradients">A number for each one that is trained.</param>
/// <param name="Optimiser">AdamW's two moments of it.</param>
/// <param name="Average">The moving average of the weights, where there is one.</param>
/// <param name="Best">The best weights so far, where training may stop early.</param>
public sealed record StoredMemory(long Model, long Losses, long Gradients, long Optimiser, long Average, long Best)
{
    /// <summary>What a run keeps.</summary>
    /// <param name="model">The model. What <c>training.freeze</c> names is frozen by this.</param>
    /// <param name="objective">Its losses; null = it is not trained.</param>
    /// <param name="spec">How it is trained.</param>
    /// <exception cref="ArgumentException">A pattern of <c>training.freeze</c> fits nothing, or nothing is left to train.</exception>
    public static StoredMemory Of(FusionModel model, Objective? objective, TrainingSpec spec)
    {
        var ofModel = Bytes(model.state_dict().Values);
        if (objective is null) return new(ofModel, 0, 0, 0, 0, 0);
        var ofLosses = Bytes(objective.state_dict().Values);
        var trained = Bytes(ParameterGroups.Of(model, objective, spec).SelectMany(group => group.Parameters));
        return new(ofModel, ofLosses, trained, 2 * trained, spec.Average > 0 ? ofModel : 0, spec.EarlyStop is null ? 0 : ofModel + ofLosses);
    }

    private static long Bytes(IEnumerable<Tensor> tensors) => tensors.Sum(tensor => tensor.numel() * tensor.ElementSize);
}
