namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>Planted values of one scalar beside what can be read back from one subject's rendered signals, in the same unit.</summary>
/// <param name="Feature">Name of the scalar, as in <see cref="Ceilings.PlantedVariances.Names"/>.</param>
/// <param name="Planted">One value for each trial, or for each second of each trial.</param>
/// <param name="Measured">As many; NaN where the trial lacks the modality.</param>
internal sealed record PlantedReading(string Feature, double[] Planted, double[] Measured);

/// <summary>Reads the scalars back from rendered signals, knowing where they are: the measurement that ceilings of files rest on.</summary>
internal static class PlantedReadings
{
    // About 80 ms: where the power of a second comes out of the narrow filters.
    private const int FilterDelaySamples = 10;

    /// <summary>The log power of each carrier's band at its two electrodes, over the trial or over each second.</summary>
    public static IEnumerable<PlantedReading> OfEeg(PlantedRecording recording, float[][] channels)
    {
        foreach (var carrier in EegCarrier.All)
        {
            var plus = PowerPerSecond(carrier, channels[IndexOf(carrier.Plus)]);
            var other = PowerPerSecond(carrier, channels[IndexOf(carrier.Other)]);
            double Read(int first, int count)
            {
                var (a, b) = (Math.Log(plus.AsSpan(first, count).ToArray().Sum()), Math.Log(other.AsSpan(first, count).ToArray().Sum()));
                return (carrier.Opposed ? a - b : a + b) / (2 * carrier.Slope);
            }

            yield return new(carrier.Feature, Planted(recording, carrier), Over(recording, carrier.PerSecond ? 1 : recording.Window, Read));
        }
    }

    /// <summary>The mean heart rate between the first and the last beat of each trial.</summary>
    public static PlantedReading OfEcg(PlantedRecording recording, double[] beats) => new(
        "ecg.R", [.. recording.Trials.Select(t => t.EcgR)], Over(recording, recording.Window, (first, count) =>
        {
            var inside = beats.Where(b => b >= first && b < first + count).ToArray();
            return Math.Log((inside.Length - 1) / (inside[^1] - inside[0]) / EcgRenderer.RestingHz) / EcgRenderer.Slope;
        }));

    /// <summary>The mean log F0 as sung, and the log energy of the samples.</summary>
    public static IEnumerable<PlantedReading> OfAudio(PlantedRecording recording, float[] samples)
    {
        var pitch = VoiceRenderer.LogPitch(recording);
        yield return new("audio.R", [.. recording.Trials.Select(t => t.AudioR)], WhereHeard(recording, (first, count) =>
            pitch.AsSpan(first, count).ToArray().Average() / VoiceRenderer.PitchSlope));
        yield return new("audio.C", [.. recording.Trials.Select(t => t.AudioC)], WhereHeard(recording, (first, count) =>
            Math.Log(Energy(samples.AsSpan(first * VoiceRenderer.RateHz, count * VoiceRenderer.RateHz))) / VoiceRenderer.EnergySlope));
    }

    /// <summary>What measuring adds to the variance of each scalar: the residual of measured on planted within subjects, in planted units.</summary>
    /// <param name="subjects">The readings of every subject.</param>
    public static Dictionary<string, double> AddedVariances(IReadOnlyList<IReadOnlyList<PlantedReading>> subjects) => subjects
        .SelectMany(readings => readings).GroupBy(r => r.Feature).ToDictionary(g => g.Key, AddedVariance);

    private static double AddedVariance(IEnumerable<PlantedReading> readings)
    {
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        foreach (var reading in readings)
        {
            var pairs = reading.Planted.Zip(reading.Measured).Where(p => double.IsFinite(p.Second)).ToArray();
            if (pairs.Length == 0) continue;
            var (x, y) = (pairs.Average(p => p.First), pairs.Average(p => p.Second));
            xx += pairs.Sum(p => (p.First - x) * (p.First - x));
            xy += pairs.Sum(p => (p.First - x) * (p.Second - y));
            yy += pairs.Sum(p => (p.Second - y) * (p.Second - y));
        }

        // (yy − xy²/xx) is the residual; dividing by the squared slope (xy/xx)² and by xx leaves its share of a unit variance times the planted one.
        var count = readings.Sum(r => r.Measured.Count(double.IsFinite));
        return count == 0 || xy == 0 ? 0 : Math.Max(0, (yy - xy * xy / xx) / count * (xx / xy) * (xx / xy));
    }

    private static double[] Planted(PlantedRecording recording, EegCarrier carrier) => carrier.PerSecond
        ? [.. recording.Trials.SelectMany(t => Enumerable.Range(0, recording.Window).Select(s => carrier.Value(t, s)))]
        : [.. recording.Trials.Select(t => carrier.Value(t, 0))];

    private static double[] Over(PlantedRecording recording, int seconds, Func<int, int, double> read) =>
    [
        .. recording.Trials.SelectMany(t => Enumerable.Range(0, recording.Window / seconds)
            .Select(i => read(recording.Options.StartSeconds(t.Index) + i * seconds, seconds))),
    ];

    private static double[] WhereHeard(PlantedRecording recording, Func<int, int, double> read) =>
        [.. recording.Trials.Select(t => t.HasAudio ? read(recording.Options.StartSeconds(t.Index), recording.Window) : double.NaN)];

    private static double[] PowerPerSecond(EegCarrier carrier, float[] samples)
    {
        var filter = new BandFilter(carrier.LowHz, carrier.HighHz, EegRenderer.RateHz);
        var power = new double[samples.Length / EegRenderer.RateHz];
        for (var i = 0; i < samples.Length; i++)
        {
            var y = filter.Next(samples[i]);
            power[Math.Max(0, i - FilterDelaySamples) / EegRenderer.RateHz] += y * y;
        }

        return power;
    }

    private static double Energy(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var x in samples) sum += (double)x * x;
        return sum / samples.Length;
    }

    private static int IndexOf(string channel) => EegRenderer.Channels.ToList().IndexOf(channel);
}
