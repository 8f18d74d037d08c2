namespace Eegavi.Data.Synthetic;

/// <summary>A sequence of events that EEG and video both show, second by second.</summary>
public sealed class PlantedEvents
{
    /// <summary>α: an event of ±1 appears as ±0.8 under N(0, 1) noise, drawn for each second.</summary>
    public const double Strength = 0.8;

    /// <summary>[W] signs u, half of them +1.</summary>
    public required int[] Signs { get; init; }

    /// <summary>[W] what EEG shows at each second: 0.8·u + ε.</summary>
    public required double[] Eeg { get; init; }

    /// <summary>[W + 8] what video shows: 0.8·label·u + ε where the second lies in the window, 0.8·(a random sign) + ε elsewhere.</summary>
    public required double[] Video { get; init; }

    internal static PlantedEvents Draw(PlantedRandom random, int window, int heldSeconds, int label, int offsetSeconds)
    {
        var blocks = random.Balanced(window / heldSeconds);
        var signs = Enumerable.Range(0, window).Select(t => blocks[t / heldSeconds]).ToArray();
        var video = new double[window + 2 * PlantedOptions.LargestOffsetSeconds];
        for (var k = 0; k < video.Length; k++)
        {
            var second = k - PlantedOptions.LargestOffsetSeconds - offsetSeconds;
            var sign = second >= 0 && second < window ? label * signs[second] : random.Sign();
            video[k] = Strength * sign + random.Normal();
        }

        return new() { Signs = signs, Eeg = [.. signs.Select(u => Strength * u + random.Normal())], Video = video };
    }
}
