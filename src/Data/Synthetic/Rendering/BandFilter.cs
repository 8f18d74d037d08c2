namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>A steep Butterworth band-pass: a high-pass and a low-pass of eighth order.</summary>
internal sealed class BandFilter
{
    // Q of the four second-order sections of an eighth-order Butterworth.
    private static readonly double[] Qualities = [0.5097955791041592, 0.6013448869350453, 0.8999762231364156, 2.5629154477415055];
    private readonly Section[] _sections;

    public BandFilter(double lowHz, double highHz, double rateHz) => _sections =
        [.. Qualities.Select(q => new Section(lowHz, q, rateHz, high: true)), .. Qualities.Select(q => new Section(highHz, q, rateHz, high: false))];

    /// <summary>One sample in, one out.</summary>
    public double Next(double x)
    {
        foreach (var section in _sections) x = section.Next(x);
        return x;
    }

    // Audio EQ cookbook (R. Bristow-Johnson), transposed direct form II.
    private sealed class Section
    {
        private readonly double _b0, _b1, _b2, _a1, _a2;
        private double _s1, _s2;

        public Section(double cutoffHz, double q, double rateHz, bool high)
        {
            var w = 2 * Math.PI * cutoffHz / rateHz;
            var (cos, alpha) = (Math.Cos(w), Math.Sin(w) / (2 * q));
            var a0 = 1 + alpha;
            var b = (high ? 1 + cos : 1 - cos) / 2;
            (_b0, _b1, _b2) = (b / a0, (high ? -2 : 2) * b / a0, b / a0);
            (_a1, _a2) = (-2 * cos / a0, (1 - alpha) / a0);
        }

        public double Next(double x)
        {
            var y = _b0 * x + _s1;
            _s1 = _b1 * x - _a1 * y + _s2;
            _s2 = _b2 * x - _a2 * y;
            return y;
        }
    }
}
