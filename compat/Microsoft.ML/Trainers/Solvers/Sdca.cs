namespace Microsoft.ML.Trainers.Solvers;

/// <summary>How far and how fast the dual goes up.</summary>
/// <param name="L2">Weight of half the squared parameters, next to the mean loss.</param>
/// <param name="L1">Weight of the absolute parameters, in units of <paramref name="L2"/>: what shrinks each parameter.</param>
/// <param name="BiasLearningRate">Above 0: frees the bias from the penalty, at this rate.</param>
/// <param name="Tolerance">Stops at this duality gap, relative to the loss.</param>
/// <param name="MaxPasses">How often to go over the rows at most.</param>
/// <param name="CheckEvery">Passes between looks at the gap; 0 or less: never look.</param>
/// <param name="Shuffle">Takes the rows in a new order each pass.</param>
internal sealed record SdcaSettings(
    double L2, double L1, double BiasLearningRate, double Tolerance, int MaxPasses, int CheckEvery, bool Shuffle);

/// <summary>Fits linear models by going up the dual, one row at a time.</summary>
/// <remarks>Shalev-Shwartz and Zhang 2013, Stochastic dual coordinate ascent methods, JMLR 14.</remarks>
internal abstract class Sdca
{
    private readonly SdcaSettings _settings;
    private readonly int[] _order;
    private LinearWeights _best;
    private double _bestLoss = double.PositiveInfinity;

    protected Sdca(Examples examples, ISupportSdcaLoss loss, int outputs, SdcaSettings settings)
    {
        (Examples, Loss, _settings) = (examples, loss, settings);
        Weights = new LinearWeights(outputs, examples.Width, settings.L1);
        Scale = 1 / (settings.L2 * examples.Count);
        _order = [.. Enumerable.Range(0, examples.Count)];
    }

    /// <summary>The iteration whose model was best; 0 where the gap was never looked at.</summary>
    public int BestPass { get; private set; }

    protected Examples Examples { get; }

    protected ISupportSdcaLoss Loss { get; }

    /// <summary>The model as it stands.</summary>
    protected LinearWeights Weights { get; }

    /// <summary>1 / (l2 * rows): from a change of a dual variable to a change of the weights.</summary>
    protected double Scale { get; }

    /// <summary>The model of least loss among those that were looked at, or the last one.</summary>
    public LinearWeights Solve(Random random)
    {
        for (var pass = 1; pass <= _settings.MaxPasses; pass++)
        {
            if (_settings.Shuffle)
                random.Shuffle(_order);
            foreach (var row in _order)
                Ascend(row);
            if (_settings.CheckEvery > 0 && pass % _settings.CheckEvery == 0 && IsConverged(pass))
                break;
        }

        return _best ?? Weights;
    }

    /// <summary>Changes the dual variables of one row, and the weights with them.</summary>
    protected abstract void Ascend(int row);

    /// <summary>The loss of one row, and of its dual variables.</summary>
    protected abstract (double Primal, double Dual) Losses(int row);

    /// <summary>|x|^2 of a row's features; the bias, while it is penalised, counts as a feature of 1.</summary>
    protected double SquaredNorm(ReadOnlySpan<double> features) => Vectors.Dot(features, features) + (_settings.BiasLearningRate == 0 ? 1 : 0);

    /// <summary>How much of an update goes to the bias outside the penalty.</summary>
    protected double BiasShift(int output) =>
        _settings.BiasLearningRate * _settings.L2 * Weights.UnshrunkBias(output);

    private bool IsConverged(int pass)
    {
        var (primal, dual) = (0.0, 0.0);
        for (var row = 0; row < Examples.Count; row++)
        {
            var (loss, dualLoss) = Losses(row);
            primal += loss * Examples.Weights[row];
            dual += dualLoss * Examples.Weights[row];
        }

        var (l1Norm, squares, mixed) = Weights.Norms();
        primal = primal / Examples.Count + _settings.L2 * (squares / 2 + _settings.L1 * l1Norm);
        dual = dual / Examples.Count - _settings.L2 * (squares / 2 + mixed);
        if (primal < _bestLoss)
            (_bestLoss, _best, BestPass) = (primal, Weights.Copy(), pass);
        return (primal - dual) / primal < _settings.Tolerance;
    }
}

/// <summary>One score a row: yes or no, or a value.</summary>
internal sealed class ScalarSdca(Examples examples, ISupportSdcaLoss loss, SdcaSettings settings) : Sdca(examples, loss, 1, settings)
{
    private readonly float[] _duals = new float[examples.Count];

    protected override void Ascend(int row)
    {
        var features = Examples.Row(row);
        var weight = Examples.Weights[row];
        var invariant = Loss.ComputeDualUpdateInvariant((float)(SquaredNorm(features) * Scale * weight));
        var output = (float)Weights.Score(0, features);
        var shift = BiasShift(0);
        var change = Loss.DualUpdate(output, Examples.Labels[row], _duals[row], invariant, 1) - (float)shift;
        _duals[row] += change;
        Weights.Add(0, features, change * Scale * weight, shift * Scale * weight);
    }

    protected override (double Primal, double Dual) Losses(int row) =>
        (Loss.Loss((float)Weights.Score(0, Examples.Row(row)), Examples.Labels[row]), Loss.DualLoss(Examples.Labels[row], _duals[row]));
}

/// <summary>One score a class: the loss is that of the own class's score against each other one's, summed.</summary>
internal sealed class MulticlassSdca(Examples examples, ISupportSdcaLoss loss, int classes, SdcaSettings settings)
    : Sdca(examples, loss, classes, settings)
{
    private readonly float[] _duals = new float[examples.Count * classes];

    protected override void Ascend(int row)
    {
        var features = Examples.Row(row);
        var (own, weight) = ((int)Examples.Labels[row], Examples.Weights[row]);
        var norm = SquaredNorm(features);
        var invariant = Loss.ComputeDualUpdateInvariant((float)(2 * norm * Scale * weight));
        var ownScore = Weights.Score(own, features);
        var (ownUpdate, ownShift) = (0.0, 0.0);
        for (var other = 0; other < Weights.Outputs; other++)
        {
            if (other == own)
                continue;
            ref var dual = ref _duals[row * Weights.Outputs + other];
            var margin = (float)(ownScore + ownUpdate * norm - Weights.Score(other, features));
            var shift = BiasShift(other);
            var change = Loss.DualUpdate(margin, 1, dual, invariant, 1) - (float)shift;
            dual += change;
            var update = change * Scale * weight;
            ownUpdate += update;
            ownShift -= shift * Scale * weight;
            Weights.Add(other, features, -update, shift * Scale * weight);
        }

        Weights.Add(own, features, ownUpdate, ownShift);
    }

    protected override (double Primal, double Dual) Losses(int row)
    {
        var features = Examples.Row(row);
        var own = (int)Examples.Labels[row];
        var ownScore = Weights.Score(own, features);
        var (primal, dual) = (0.0, 0.0);
        for (var other = 0; other < Weights.Outputs; other++)
        {
            if (other == own)
                continue;
            primal += Loss.Loss((float)(ownScore - Weights.Score(other, features)), 1);
            dual += Loss.DualLoss(1, _duals[row * Weights.Outputs + other]);
        }

        return (primal, dual);
    }
}
