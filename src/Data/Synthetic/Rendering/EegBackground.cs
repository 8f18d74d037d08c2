namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>1/f noise of a chosen slope: one white noise through one-pole filters an octave and a half apart.</summary>
internal sealed class EegBackground
{
    private static readonly double[] CornersHz = [0.3, 1, 3, 10, 30];
    private readonly double[] _keep, _weight, _state;
    private readonly PlantedRandom _random;

    /// <param name="random">Where the noise comes from.</param>
    /// <param name="slope">β of a power spectrum 1/f^β, 0.5…2.</param>
    /// <param name="microvolts">Root mean square.</param>
    /// <param name="rateHz">Sampling rate.</param>
    public EegBackground(PlantedRandom random, double slope, double microvolts, double rateHz)
    {
        _random = random;
        _keep = [.. CornersHz.Select(f => Math.Exp(-2 * Math.PI * f / rateHz))];
        _weight = [.. CornersHz.Select((f, i) => (1 - _keep[i]) * Math.Pow(f, (1 - slope) / 2) / Math.Sqrt(f))];
        _state = new double[CornersHz.Length];
        var scale = microvolts / Deviation();
        for (var i = 0; i < _weight.Length; i++) _weight[i] *= scale;
    }

    /// <summary>The next sample in µV.</summary>
    public double Next()
    {
        var (white, sum) = (_random.Normal(), 0.0);
        for (var i = 0; i < _state.Length; i++)
        {
            _state[i] = _keep[i] * _state[i] + white;
            sum += _weight[i] * _state[i];
        }

        return sum;
    }

    // Σ_ij w_i w_j / (1 − k_i k_j): the variance of a sum of filters that share one input.
    private double Deviation()
    {
        var variance = 0.0;
        for (var i = 0; i < _keep.Length; i++)
        {
            for (var j = 0; j < _keep.Length; j++) variance += _weight[i] * _weight[j] / (1 - _keep[i] * _keep[j]);
        }

        return Math.Sqrt(variance);
    }
}
