using Eegavi.Data.Manifests;

namespace Eegavi.Data.Windows;

/// <summary>Takes means away, and deviations out, over the rows of a trial, a recording or a subject.</summary>
public static class Centring
{
    private const double Tiny = 1e-12;

    /// <summary>Centres an array in place: each channel over all valid steps of the rows that belong together. Steps that are not valid stay as they are.</summary>
    /// <param name="array">Rows in the order of <paramref name="trials"/>.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="within">Which rows belong together.</param>
    /// <param name="scale">Divide by the standard deviation too.</param>
    /// <param name="channelAxis">Axis of a row that counts its channels: 0 of [C, S] and [13, F], 1 of [F, 3, H, W], the last of [N, D].</param>
    public static void Apply(ModalityArray array, IReadOnlyList<Trial> trials, Within within, bool scale, int channelAxis)
    {
        if (within == Within.Nothing) return;
        var groups = Enumerable.Range(0, trials.Count).GroupBy(r => within switch
        {
            Within.Subject => trials[r].Subject,
            Within.Recording => trials[r].Recording,
            _ => trials[r].Id,
        });
        var layout = Layout.Of(array, channelAxis);
        Parallel.ForEach(groups, group => Apply(array, [.. group], scale, layout));
    }

    private static void Apply(ModalityArray array, int[] rows, bool scale, Layout layout)
    {
        var (sums, squares, counts) = (new double[layout.Channels], new double[layout.Channels], new long[layout.Channels]);
        foreach (var row in rows)
        {
            var values = array.Row(row);
            var valid = array.RowValid(row);
            for (var i = 0; i < values.Length; i++)
            {
                if (!valid[layout.Step(i)]) continue;
                var channel = layout.Channel(i);
                sums[channel] += values[i];
                squares[channel] += (double)values[i] * values[i];
                counts[channel]++;
            }
        }
        var means = sums.Zip(counts, (sum, count) => count == 0 ? 0 : sum / count).ToArray();
        var variances = squares.Select((square, c) => counts[c] == 0 ? 0 : square / counts[c] - means[c] * means[c]);
        var factors = variances.Select(v => scale && v > Tiny ? 1 / Math.Sqrt(v) : 1).ToArray();
        foreach (var row in rows) Change(array.Row(row), array.RowValid(row), layout, means, factors);
    }

    private static void Change(Span<float> values, ReadOnlySpan<bool> valid, Layout layout, double[] means, double[] factors)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!valid[layout.Step(i)]) continue;
            var channel = layout.Channel(i);
            values[i] = (float)((values[i] - means[channel]) * factors[channel]);
        }
    }

    // Where in a row a value lies: its channel, and its step, whose axis is the last where the channels' is the first.
    private readonly record struct Layout(int Channels, int Inner, int Steps, int StepLength)
    {
        public static Layout Of(ModalityArray array, int channelAxis) => new(
            array.Shape[channelAxis], array.Shape.Skip(channelAxis + 1).Aggregate(1, (product, axis) => product * axis),
            array.Steps, channelAxis == 0 ? 0 : array.RowLength / array.Steps);

        public int Channel(int at) => at / Inner % Channels;

        public int Step(int at) => StepLength == 0 ? at % Steps : at / StepLength;
    }
}
