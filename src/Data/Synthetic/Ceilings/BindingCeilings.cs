namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>Ceilings of T and T4 by simulation: do two balanced sequences of noisy signs agree?</summary>
internal sealed class BindingCeilings
{
    private const int Draws = 45_000, Outside = PlantedOptions.LargestOffsetSeconds;
    private static readonly int[] Reaches = [0, 1, 2, 4, 8];

    private readonly string _label;
    private readonly int _window, _held;
    private readonly bool _surroundings;
    private readonly double _eegVariance, _videoVariance;
    private readonly double[] _eeg, _video, _sums, _table;
    private readonly int[] _right = new int[Reaches.Length];
    private int _rightAtBest, _rightByIndex;

    /// <param name="label">T or T4.</param>
    /// <param name="window">W seconds.</param>
    /// <param name="variances">σ² of one second.</param>
    /// <param name="surroundings">True: the 8 video tokens around the window are read too, as at token level.</param>
    public BindingCeilings(string label, int window, PlantedVariances variances, bool surroundings)
    {
        (_label, _window, _held, _surroundings) = (label, window, label == "T" ? 1 : 4, surroundings);
        (_eegVariance, _videoVariance) = (variances["eeg." + label], variances["video." + label]);
        (_eeg, _video, _table) = (new double[window], new double[window + 2 * Outside], new double[window / _held + 1]);
        _sums = new double[_video.Length + 1];
    }

    /// <summary>All rules.</summary>
    public IEnumerable<PlantedCeiling> All()
    {
        var random = new PlantedRandom(0, "ceiling " + _label);
        for (var i = 0; i < Draws; i++) Draw(random, i % (2 * Outside + 1) - Outside);
        foreach (var alone in new[] { "eeg", "video" }) yield return new(_label, alone, PlantedCeiling.Any, 0.5);
        yield return new(_label, "eeg+video", PlantedCeiling.Additive, 0.5);
        yield return new(_label, "eeg+video", PlantedCeiling.Pooled, 0.5);
        yield return new(_label, "eeg+video", PlantedCeiling.Any, Share(_rightAtBest));
        if (_surroundings) yield return new(_label, "eeg+video", PlantedCeiling.ByIndex, Share(_rightByIndex));
        for (var i = 0; i < Reaches.Length; i++)
        {
            if (Reaches[i] < _window) yield return new(_label, "eeg+video", BandRule(Reaches[i]), Share(_right[i]));
        }
    }

    /// <summary>Accuracy of the best rule on given trials.</summary>
    public double OfTrials(IReadOnlyList<PlantedTrial> trials) => trials.Average(trial =>
    {
        var (events, label) = _label == "T" ? (trial.Fast, trial.Labels.T) : (trial.Slow, trial.Labels.T4);
        events.Eeg.CopyTo(_eeg, 0);
        events.Video.CopyTo(_video, 0);
        return label * LogOdds(trial.OffsetSeconds) > 0 ? 1.0 : 0;
    });

    /// <summary>Name of the rule that sums EEG × the mean of the video within ±(reach + ½) s: a lower bound for attention in that band.</summary>
    public static string BandRule(int reach) => FormattableString.Invariant($"band {reach + 0.5} s, product");

    // Offsets go round instead of being drawn: fewer trials do.
    private void Draw(PlantedRandom random, int offset)
    {
        var label = random.Sign();
        Fill(random, label, offset);
        if (label * LogOdds(offset) > 0) _rightAtBest++;
        if (label * Product(0, shift: Outside) > 0) _rightByIndex++;
        for (var i = 0; i < Reaches.Length; i++)
        {
            if (label * Product(Reaches[i], Outside + offset) > 0) _right[i]++;
        }
    }

    // _video[k] is the token at second k − 4 − offset of the window.
    private void Fill(PlantedRandom random, int label, int offset)
    {
        var signs = random.Balanced(_window / _held);
        var (eegNoise, videoNoise) = (Math.Sqrt(_eegVariance), Math.Sqrt(_videoVariance));
        for (var t = 0; t < _window; t++) _eeg[t] = PlantedEvents.Strength * signs[t / _held] + random.Normal(eegNoise);
        for (var k = 0; k < _video.Length; k++)
        {
            var second = k - Outside - offset;
            var inside = second >= 0 && second < _window;
            _video[k] = PlantedEvents.Strength * (inside ? label * signs[second / _held] : random.Sign()) + random.Normal(videoNoise);
            _sums[k + 1] = _sums[k] + _video[k];
        }
    }

    private double LogOdds(int offset) => LogLikelihood(1, offset) - LogLikelihood(-1, offset);

    // Σ over all balanced sequences u of Π exp(u_b·s_b), by counting the +1s block by block: _table[j] = the sum with j of them so far.
    private double LogLikelihood(int label, int offset)
    {
        var blocks = _window / _held;
        Array.Clear(_table);
        _table[0] = 1;
        for (var b = 0; b < blocks; b++)
        {
            var up = Math.Exp(Evidence(b, label, offset));
            var down = 1 / up;
            for (var j = Math.Min(b + 1, blocks / 2); j > 0; j--) _table[j] = _table[j] * down + _table[j - 1] * up;
            _table[0] *= down;
        }

        return Math.Log(_table[blocks / 2]);
    }

    private double Evidence(int block, int label, int offset)
    {
        var sum = 0.0;
        for (var t = block * _held; t < (block + 1) * _held; t++)
            sum += _eeg[t] / _eegVariance + label * _video[t + Outside + offset] / _videoVariance;
        return PlantedEvents.Strength * sum;
    }

    private double Product(int reach, int shift)
    {
        var (least, most) = _surroundings ? (0, _video.Length - 1) : (shift, shift + _window - 1);
        var sum = 0.0;
        for (var t = 0; t < _window; t++)
        {
            var (first, last) = (Math.Max(least, t + shift - reach), Math.Min(most, t + shift + reach));
            sum += _eeg[t] * (_sums[last + 1] - _sums[first]) / (last - first + 1);
        }

        return sum;
    }

    private static double Share(int count) => count / (double)Draws;
}
