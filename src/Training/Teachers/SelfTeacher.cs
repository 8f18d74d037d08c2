using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>The model's own moving average as a teacher. Grill et al. 2020, BYOL, arXiv:2006.07733.</summary>
internal sealed class SelfTeacher(FusionModel model, double keep) : IDisposable
{
    private readonly WeightAverage _average = new(model, keep);

    /// <summary>The averaged weights by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => _average.Weights;

    /// <summary>Takes the weights of a step in.</summary>
    public void Update(int step) => _average.Update(step);

    /// <summary>A batch with what the average makes of it, nothing dropped out.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="seen">The same rows as the average sees them; null = as they are.</param>
    public Batch Teach(Batch batch, Batch? seen = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var lent = _average.Lend();
        var mode = model.training;
        model.eval();
        try
        {
            return Kept(Objective.WithAverage(batch, model.call(seen ?? batch)), batch);
        }
        finally
        {
            model.train(mode);
        }
    }

    public void Dispose() => _average.Dispose();

    // What was there before belongs to the caller already.
    private static Batch Kept(Batch taught, Batch batch)
    {
        foreach (var target in taught.Targets.Where(t => !batch.Targets.ContainsKey(t.Key)).Select(t => t.Value))
        {
            target.Values.MoveToOuterDisposeScope();
            target.Present.MoveToOuterDisposeScope();
        }
        return taught;
    }
}
