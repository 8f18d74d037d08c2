using Eegavi.Data.Signals;

namespace Eegavi.Data.Windows;

/// <summary>Cuts EEG, ECG and their like into windows [C, S].</summary>
internal static class SignalWindows
{
    /// <summary>Prepares one recording.</summary>
    /// <exception cref="InvalidDataException">The channels have several rates and none is asked for.</exception>
    public static ModalityArray Prepare(Job job, ISignalReader reader)
    {
        // A filter needs some signal on both sides of what it is asked for.
        const double margin = 5;
        var recording = reader.Read(job.Path, job.Modality.Channels, Math.Max(0, job.From - margin), job.To + margin);
        if (recording.Signals.Count == 0)
            throw new InvalidDataException($"{job.Path}: expected signal between {job.From} s and {job.To} s; the file has {recording.Seconds} s.");
        var names = job.Modality.Channels ?? [.. recording.Signals.SelectMany(s => s.Channels).Distinct()];
        var rate = Rate(job, recording);
        var array = ModalityArray.Empty(job.Pieces.Count, [names.Count, job.Steps(rate)], job.Steps(rate));
        var counts = new int[array.Valid.Length];
        foreach (var signal in recording.Signals)
            for (var c = 0; c < signal.Channels.Count; c++)
                Place(job, array, counts, Prepared(job, signal, c, rate), rate, signal.StartSeconds, Index(names, signal.Channels[c]));
        // A step is real when every channel has a sample there.
        for (var i = 0; i < counts.Length; i++) array.Valid[i] = counts[i] == names.Count;
        return array;
    }

    private static double Rate(Job job, SignalRecording recording)
    {
        if (job.Options.RateHz > 0) return job.Options.RateHz;
        var rates = recording.Signals.Select(s => s.RateHz).Distinct().ToList();
        return rates.Count == 1 ? rates[0]
            : throw new InvalidDataException($"{job.Path}: expected channels of one rate; they have {string.Join(" and ", rates)} Hz: set rateHz, or choose channels of one rate.");
    }

    private static int Index(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (string.Equals(names[i], name, StringComparison.OrdinalIgnoreCase)) return i;
        throw new InvalidDataException($"Expected one of the channels {string.Join(", ", names)}; got '{name}'.");
    }

    private static float[] Prepared(Job job, Signal signal, int channel, double rate)
    {
        var filtered = Butterworth.Filter(signal.Samples[channel], signal.RateHz, job.Options.LowHz, job.Options.HighHz);
        return signal.RateHz == rate ? filtered : new Resampler(signal.RateHz, rate).Apply(filtered);
    }

    private static void Place(Job job, ModalityArray array, int[] counts, float[] samples, double rate, double start, int channel)
    {
        for (var row = 0; row < job.Pieces.Count; row++)
        {
            if (job.Pieces[row] is not { } piece) continue;
            var first = (int)Math.Round((piece.From - start) * rate);
            var steps = Math.Min(array.Steps, (int)Math.Round(piece.Seconds * rate));
            var values = array.Row(row).Slice(channel * array.Steps, array.Steps);
            for (var i = Math.Max(0, -first); i < steps && first + i < samples.Length; i++)
            {
                values[i] = samples[first + i];
                array.RowSeconds(row)[i] = piece.SecondOf(start + (first + i + 0.5) / rate);
                counts[row * array.Steps + i]++;
            }
        }
    }
}
