using Eegavi.Data.Manifests;

namespace Eegavi.Data.Windows;

/// <summary>Takes means away, and deviations out, over the rows of a trial, a recording or a subject.</summary>
public static class Centring
{
    private const double Tiny = 1e-12;

    /// <summary>Centres an array in place: each channel over all valid steps of the rows that belong together.</summary>
    /// <param name="array">Rows in the order of <paramref name="trials"/>.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="within">Which rows belong together.</param>
    /// <param name="scale">Divide by the standard deviation too.</param>
    /// <param name="timeFirst">True where a row is [T, channel, …] (tokens, frames), false where it is [channel, T] (signals, MFCC).</param>
    public static void Apply(ModalityArray array, IReadOnlyList<Trial> trials, Within within, bool scale, bool timeFirst)
    {
        if (within == Within.Nothing) return;
        var groups = Enumerable.Range(0, trials.Count).GroupBy(r => within switch
        {
            Within.Subject => trials[r].Subject,
            Within.Recording => trials[r].Recording,
            _ => trials[r].Id,
        });
        foreach (var group in groups) ApplyTo(array, [.. group], scale, Layout.Of(array, timeFirst));
    }

    private static void ApplyTo(ModalityArray array, int[] rows, bool scale, Layout layout)
    {
        for (var channel = 0; channel < layout.Channels; channel++)
        {
            var (sum, squares, count) = (0.0, 0.0, 0L);
            Visit(array, rows, layout, channel, v => { sum += v; squares += (double)v * v; count++; return v; });
            if (count == 0) continue;
            var mean = sum / count;
            var variance = squares / count - mean * mean;
            var factor = scale && variance > Tiny ? 1 / Math.Sqrt(variance) : 1;
            Visit(array, rows, layout, channel, v => (float)((v - mean) * factor));
        }
    }

    private static void Visit(ModalityArray array, int[] rows, Layout layout, int channel, Func<float, float> change)
    {
        foreach (var row in rows)
        {
            var values = array.Row(row);
            var valid = array.RowValid(row);
            for (var step = 0; step < array.Steps; step++)
            {
                if (!valid[step]) continue;
                for (var inner = 0; inner < layout.Inner; inner++)
                {
                    var at = layout.At(step, channel, inner);
                    values[at] = change(values[at]);
                }
            }
        }
    }

    private readonly record struct Layout(int Channels, int Inner, int StepStride, int ChannelStride)
    {
        public static Layout Of(ModalityArray array, bool timeFirst)
        {
            var channels = timeFirst ? array.Shape[1] : array.Shape[0];
            var inner = array.RowLength / array.Steps / channels;
            return timeFirst ? new Layout(channels, inner, channels * inner, inner) : new Layout(channels, inner, 1, array.Steps);
        }

        public int At(int step, int channel, int inner) => step * StepStride + channel * ChannelStride + inner;
    }
}
