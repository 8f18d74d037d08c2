using System.Numerics.Tensors;

namespace Eegavi.Data.Signals;

/// <summary>Changes a signal's rate by a fraction of whole numbers through a windowed-sinc filter, one phase of it per output sample.</summary>
/// <remarks>
/// Kaiser window, β = 8 (about 80 dB), 24 zero crossings on each side; the pass band ends at 0.92 of the lower Nyquist rate. Ends are extended by their last value.
/// Smith and Gossett 1984, "A flexible sampling-rate conversion method".
/// </remarks>
public sealed class Resampler
{
    private const int Crossings = 24;
    private const double Beta = 8, Band = 0.92;
    private const int MaximumPhases = 4096;

    private readonly int _up, _down, _reach;
    private readonly float[][] _phases;

    /// <summary>Designs the filter.</summary>
    /// <param name="fromHz">Rate of the input.</param>
    /// <param name="toHz">Rate wanted.</param>
    /// <exception cref="ArgumentException">The rates are not in a ratio of small whole numbers.</exception>
    public Resampler(double fromHz, double toHz)
    {
        (_up, _down) = Fraction(toHz / fromHz, fromHz, toHz);
        var cutoff = Band * Math.Min(1, (double)_up / _down);
        _reach = (int)Math.Ceiling(Crossings / cutoff);
        _phases = [.. Enumerable.Range(0, _up).Select(p => Phase((double)p / _up, cutoff))];
    }

    /// <summary>Resamples; output sample n lies at the time of input sample n·from/to.</summary>
    /// <param name="input">[S] samples.</param>
    /// <returns>[⌈S·to/from⌉] samples.</returns>
    public float[] Apply(ReadOnlySpan<float> input)
    {
        if (input.IsEmpty || _up == _down) return input.ToArray();
        var padded = Padded(input);
        var output = new float[((long)input.Length * _up + _down - 1) / _down];
        for (var n = 0; n < output.Length; n++)
        {
            var (at, phase) = Math.DivRem((long)n * _down, _up);
            output[n] = TensorPrimitives.Dot(padded.AsSpan((int)at, 2 * _reach + 1), _phases[phase]);
        }
        return output;
    }

    private float[] Padded(ReadOnlySpan<float> input)
    {
        var padded = new float[input.Length + 2 * _reach + 1];
        padded.AsSpan(0, _reach).Fill(input[0]);
        input.CopyTo(padded.AsSpan(_reach));
        padded.AsSpan(_reach + input.Length).Fill(input[^1]);
        return padded;
    }

    // Weights of input samples −reach…reach around the output's place; they sum to 1, so that a constant stays itself.
    private float[] Phase(double fraction, double cutoff)
    {
        var weights = new double[2 * _reach + 1];
        for (var k = 0; k < weights.Length; k++)
        {
            var x = k - _reach - fraction;
            weights[k] = Sinc(cutoff * x) * Kaiser(x / (_reach + 1));
        }
        var sum = weights.Sum();
        return [.. weights.Select(w => (float)(w / sum))];
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double x) => Math.Abs(x) >= 1 ? 0 : MathNet.Numerics.SpecialFunctions.BesselI0(Beta * Math.Sqrt(1 - x * x)) / MathNet.Numerics.SpecialFunctions.BesselI0(Beta);

    private static (int Up, int Down) Fraction(double ratio, double fromHz, double toHz)
    {
        for (var down = 1; down <= MaximumPhases; down++)
        {
            var up = Math.Round(ratio * down);
            if (up is >= 1 and <= MaximumPhases && Math.Abs(up / down - ratio) <= 1e-9 * ratio) return ((int)up, down);
        }
        throw new ArgumentException($"Expected rates in a ratio of whole numbers up to {MaximumPhases}; got {fromHz} Hz and {toHz} Hz.");
    }
}
