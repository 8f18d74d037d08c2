using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Watches the loss on subjects held back from training and keeps the best weights, those of the losses among them.</summary>
internal sealed class EarlyStop(EarlyStopSpec spec, FusionModel model, Objective objective) : IDisposable
{
    private readonly IReadOnlyList<(string Name, Tensor Live)> _live =
        [.. model.state_dict().Select(p => ("model." + p.Key, p.Value)), .. objective.state_dict().Select(p => ("objective." + p.Key, p.Value))];
    private Dictionary<string, Tensor> _best = new(StringComparer.Ordinal);

    public double BestLoss { get; private set; } = double.PositiveInfinity;

    public int EpochsSince { get; private set; }

    public int? BestEpoch { get; private set; }

    public bool IsReached => EpochsSince >= spec.Patience;

    /// <summary>The best weights so far, by name; empty before there were any.</summary>
    public IReadOnlyDictionary<string, Tensor> Best => _best;

    /// <summary>Takes an epoch's held-back loss in and keeps the weights where it is the lowest so far.</summary>
    public void Observe(int epoch, double loss)
    {
        if (loss >= BestLoss - spec.MinDelta && BestEpoch is not null)
        {
            EpochsSince++;
            return;
        }
        (BestLoss, EpochsSince, BestEpoch) = (loss, 0, epoch);
        Copies.Dispose(_best);
        _best = Copies.Of(_live);
    }

    /// <summary>Puts the best weights back.</summary>
    public void RestoreBest()
    {
        if (BestEpoch is not null) Copies.Into(_live, _best);
    }

    /// <summary>Takes over from a checkpoint; the weights are copied into what <see cref="Best"/> then holds.</summary>
    public void Restore(double bestLoss, int epochsSince, int? bestEpoch)
    {
        (BestLoss, EpochsSince, BestEpoch) = (bestLoss, epochsSince, bestEpoch);
        if (bestEpoch is not null) _best = Copies.Of(_live);
    }

    public void Dispose() => Copies.Dispose(_best);
}
