namespace Microsoft.ML.Trainers.Solvers;

/// <summary>The curvature that the last steps of a search showed, and the direction that it gives.</summary>
/// <remarks>Nocedal and Wright, Numerical Optimization, 2nd edition 2006, algorithm 7.4 (two-loop recursion).</remarks>
internal sealed class CurvatureHistory(int capacity)
{
    private readonly List<(double[] Step, double[] Change, double Product)> _pairs = [];

    public bool IsEmpty => _pairs.Count == 0;

    /// <summary>Keeps a step and the gradient's change over it; a step that shows no positive curvature is left out.</summary>
    public void Add(double[] step, double[] change)
    {
        var product = Vectors.Dot(step, change);
        if (product <= 0)
            return;
        if (_pairs.Count == capacity)
            _pairs.RemoveAt(0);
        _pairs.Add((step, change, product));
    }

    public void Clear() => _pairs.Clear();

    /// <summary>Multiplies <paramref name="direction"/> by the approximate inverse Hessian, in place.</summary>
    public void Apply(Span<double> direction)
    {
        if (IsEmpty)
            return;
        var alphas = new double[_pairs.Count];
        for (var i = _pairs.Count - 1; i >= 0; i--)
        {
            alphas[i] = Vectors.Dot(_pairs[i].Step, direction) / _pairs[i].Product;
            Vectors.AddScaled(_pairs[i].Change, -alphas[i], direction);
        }

        var (_, lastChange, lastProduct) = _pairs[^1];
        Vectors.Scale(direction, lastProduct / Vectors.Dot(lastChange, lastChange));
        for (var i = 0; i < _pairs.Count; i++)
        {
            var beta = Vectors.Dot(_pairs[i].Change, direction) / _pairs[i].Product;
            Vectors.AddScaled(_pairs[i].Step, alphas[i] - beta, direction);
        }
    }
}
