namespace Eegavi.Data.Signals;

/// <summary>Butterworth high-pass and low-pass filters in second-order sections.</summary>
/// <remarks>Each section is the bilinear transform of an analogue one with its corner pre-warped. Zero phase runs forwards and backwards: the slope doubles and the corner lies at −6 dB.</remarks>
public static class Butterworth
{
    /// <summary>Filters a signal.</summary>
    /// <param name="samples">[S] samples.</param>
    /// <param name="rateHz">Their rate.</param>
    /// <param name="lowHz">Corner below which the signal is removed; 0 = no high-pass.</param>
    /// <param name="highHz">Corner above which the signal is removed; 0 = no low-pass.</param>
    /// <param name="order">Order of each filter; even.</param>
    /// <param name="zeroPhase">Run backwards too, so that nothing is delayed.</param>
    /// <exception cref="ArgumentException">A corner is not below half the rate, the corners are in the wrong order, or the order is odd.</exception>
    public static float[] Filter(ReadOnlySpan<float> samples, double rateHz, double lowHz, double highHz, int order = 4, bool zeroPhase = true)
    {
        var sections = Sections(rateHz, lowHz, highHz, order);
        if (samples.IsEmpty || sections.Count == 0) return samples.ToArray();
        var margin = zeroPhase ? Margin(samples.Length, rateHz, lowHz > 0 ? lowHz : highHz) : 0;
        var values = Extended(samples, margin);
        foreach (var section in sections) section.Run(values);
        if (zeroPhase)
        {
            Array.Reverse(values);
            foreach (var section in sections) section.Run(values);
            Array.Reverse(values);
        }
        return [.. values[margin..(margin + samples.Length)].Select(v => (float)v)];
    }

    private static List<Biquad> Sections(double rateHz, double lowHz, double highHz, int order)
    {
        if (order < 2 || order % 2 != 0) throw new ArgumentException($"Expected an even order from 2; got {order}.", nameof(order));
        var sections = new List<Biquad>();
        if (lowHz > 0 && highHz > 0 && lowHz >= highHz) throw new ArgumentException($"Expected a band with low < high; got {lowHz} to {highHz} Hz.");
        foreach (var (corner, high) in new[] { (lowHz, true), (highHz, false) })
        {
            if (corner <= 0) continue;
            if (corner >= rateHz / 2) throw new ArgumentException($"Expected a corner below half the rate of {rateHz} Hz; got {corner} Hz.");
            for (var k = 0; k < order / 2; k++)
                sections.Add(Biquad.Of(corner / rateHz, 1 / (2 * Math.Cos(Math.PI * (2 * k + 1) / (2.0 * order))), high));
        }
        return sections;
    }

    // Three periods of the lowest corner let the filter settle before the signal begins.
    private static int Margin(int length, double rateHz, double cornerHz) => (int)Math.Min(length - 1, 3 * rateHz / cornerHz);

    // Point reflection at both ends, so that neither value nor slope jumps.
    private static double[] Extended(ReadOnlySpan<float> samples, int margin)
    {
        var values = new double[samples.Length + 2 * margin];
        for (var i = 0; i < margin; i++)
        {
            values[i] = 2.0 * samples[0] - samples[margin - i];
            values[^(i + 1)] = 2.0 * samples[^1] - samples[^(margin - i + 1)];
        }
        for (var i = 0; i < samples.Length; i++) values[margin + i] = samples[i];
        return values;
    }

    private readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
    {
        public static Biquad Of(double corner, double quality, bool high)
        {
            var k = Math.Tan(Math.PI * corner);
            var norm = 1 / (1 + k / quality + k * k);
            var (a1, a2) = (2 * (k * k - 1) * norm, (1 - k / quality + k * k) * norm);
            return high ? new Biquad(norm, -2 * norm, norm, a1, a2) : new Biquad(k * k * norm, 2 * k * k * norm, k * k * norm, a1, a2);
        }

        public void Run(double[] values)
        {
            // The state of an endless constant equal to the first value: no step at the start.
            var steady = (B0 + B1 + B2) / (1 + A1 + A2) * values[0];
            var s2 = B2 * values[0] - A2 * steady;
            var s1 = B1 * values[0] - A1 * steady + s2;
            for (var i = 0; i < values.Length; i++)
            {
                var x = values[i];
                var y = B0 * x + s1;
                s1 = B1 * x - A1 * y + s2;
                s2 = B2 * x - A2 * y;
                values[i] = y;
            }
        }
    }
}
