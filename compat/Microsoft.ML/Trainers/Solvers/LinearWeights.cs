namespace Microsoft.ML.Trainers.Solvers;

/// <summary>The parameters of K linear scores over D features while dual ascent changes them.</summary>
/// <remarks>
/// The bias has a part under the penalty and a free one. Under an l1 penalty the sums stay beside the
/// parameters, which are the sums shrunk towards 0.
/// </remarks>
internal sealed class LinearWeights(int outputs, int width, double l1)
{
    private readonly double[] _sums = new double[outputs * width];
    private readonly double[] _weights = new double[outputs * width];
    private readonly double[] _biasSums = new double[outputs];
    private readonly double[] _biases = new double[outputs];
    private readonly double[] _freeBiases = new double[outputs];

    /// <summary>K.</summary>
    public int Outputs => outputs;

    public double Score(int output, ReadOnlySpan<double> features) => Vectors.Dot(Weights(output), features) + Bias(output);

    public ReadOnlySpan<double> Weights(int output) => _weights.AsSpan(output * width, width);

    /// <summary>[D], as models keep them.</summary>
    public float[] ToFloats(int output)
    {
        var result = new float[width];
        for (var i = 0; i < width; i++)
            result[i] = (float)Weights(output)[i];
        return result;
    }

    public double Bias(int output) => _biases[output] + _freeBiases[output];

    public double UnshrunkBias(int output) => _biasSums[output];

    /// <summary>Adds <paramref name="factor"/> times the features, the bias counting as a feature of 1, and a shift of the free bias.</summary>
    public void Add(int output, ReadOnlySpan<double> features, double factor, double freeBias)
    {
        _freeBiases[output] += freeBias;
        _biasSums[output] += factor;
        _biases[output] = Shrink(_biasSums[output]);
        var weights = _weights.AsSpan(output * width, width);
        if (l1 == 0)
        {
            Vectors.AddScaled(features, factor, weights);
            return;
        }

        var sums = _sums.AsSpan(output * width, width);
        Vectors.AddScaled(features, factor, sums);
        for (var i = 0; i < width; i++)
            weights[i] = Shrink(sums[i]);
    }

    /// <summary>The sums of absolute values and of squares of what the penalty sees, and of each bias times its free part.</summary>
    public (double L1, double Squares, double Mixed) Norms()
    {
        var (absolute, squares, mixed) = (0.0, 0.0, 0.0);
        foreach (var weight in _weights)
            (absolute, squares) = (absolute + Math.Abs(weight), squares + weight * weight);
        for (var k = 0; k < outputs; k++)
        {
            absolute += Math.Abs(_biases[k]);
            squares += _biases[k] * _biases[k];
            mixed += _biases[k] * _freeBiases[k];
        }

        return (absolute, squares, mixed);
    }

    /// <summary>The parameters as they are now, not for further ascent.</summary>
    public LinearWeights Copy()
    {
        var copy = new LinearWeights(outputs, width, l1);
        _weights.CopyTo(copy._weights, 0);
        _biases.CopyTo(copy._biases, 0);
        _freeBiases.CopyTo(copy._freeBiases, 0);
        return copy;
    }

    private double Shrink(double sum) => l1 == 0 ? sum : Math.Sign(sum) * Math.Max(0, Math.Abs(sum) - l1);
}
