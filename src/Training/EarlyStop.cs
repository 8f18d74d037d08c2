using Eegavi.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Watches the loss on subjects held back from training and keeps the best weights.</summary>
internal sealed class EarlyStop : IDisposable
{
    private const int RowsAtOnce = 256;

    private readonly EarlyStopSpec _spec;
    private readonly FusionModel _model;
    private readonly Objective _objective;
    private readonly IBatchSource _data;
    private readonly int[] _heldBack;
    private readonly Dictionary<string, Tensor> _best = new(StringComparer.Ordinal);
    private double _bestLoss = double.PositiveInfinity;
    private int _epochsSince;

    public EarlyStop(EarlyStopSpec spec, FusionModel model, Objective objective, IBatchSource data, IReadOnlyList<int> rows, int seed)
    {
        (_spec, _model, _objective, _data) = (spec, model, objective, data);
        string[] subjects = [.. rows.Select(row => data.Subjects[row]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (subjects.Length < 2) throw new ArgumentException($"Expected at least 2 training subjects where training.earlyStop holds some back; got {subjects.Length}.");
        new Random(seed).Shuffle(subjects);
        var names = subjects.Take(Math.Clamp((int)Math.Round(spec.HeldBack * subjects.Length), 1, subjects.Length - 1)).ToHashSet(StringComparer.Ordinal);
        var divided = rows.ToLookup(row => names.Contains(data.Subjects[row]));
        (_heldBack, TrainRows) = ([.. divided[true]], [.. divided[false]]);
    }

    /// <summary>The rows that are left to train on.</summary>
    public int[] TrainRows { get; }

    public int? BestEpoch { get; private set; }

    public bool IsReached => _epochsSince >= _spec.Patience;

    /// <summary>Computes the held-back loss after an epoch and keeps the weights where it is the lowest so far.</summary>
    public double Observe(int epoch)
    {
        var loss = Loss();
        if (loss >= _bestLoss)
        {
            _epochsSince++;
            return loss;
        }
        (_bestLoss, _epochsSince, BestEpoch) = (loss, 0, epoch);
        Keep();
        return loss;
    }

    /// <summary>Puts the best weights back.</summary>
    public void RestoreBest()
    {
        using var _ = no_grad();
        foreach (var (name, tensor) in _model.state_dict()) tensor.copy_(_best[name]);
    }

    public void Dispose()
    {
        foreach (var tensor in _best.Values) tensor.Dispose();
    }

    private void Keep()
    {
        using var _ = no_grad();
        Dispose();
        foreach (var (name, tensor) in _model.state_dict()) _best[name] = tensor.detach().clone().DetachFromDisposeScope();
    }

    private double Loss()
    {
        using var _ = no_grad();
        _model.eval();
        _objective.eval();
        var (sum, rows) = (0.0, 0);
        foreach (var chunk in _heldBack.Chunk(RowsAtOnce))
        {
            using var scope = NewDisposeScope();
            var batch = _data.Make(chunk);
            if (_objective.call(_model.call(batch), batch).Total is not { } total) continue;
            (sum, rows) = (sum + total.ToDouble() * chunk.Length, rows + chunk.Length);
        }
        return rows > 0 ? sum / rows : throw new InvalidOperationException("Expected a loss on the held-back subjects; got none: their rows lack labels or modalities. Turn training.earlyStop off.");
    }
}
