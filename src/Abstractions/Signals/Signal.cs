namespace Eegavi;

/// <summary>Channels that share one rate, one unit and one unbroken stretch of time.</summary>
public sealed class Signal
{
    /// <summary>C channel names, unique.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>Samples per second of every channel, as recorded.</summary>
    public required double RateHz { get; init; }

    /// <summary>Unit of the samples. Voltages are in <c>uV</c> whatever the file held; anything else keeps the file's word.</summary>
    public required string Unit { get; init; }

    /// <summary>Second of the first sample since the recording's start.</summary>
    public double StartSeconds { get; init; }

    /// <summary>[C][S] samples.</summary>
    public required float[][] Samples { get; init; }

    /// <summary>Samples S of each channel.</summary>
    public int Length => Samples.Length == 0 ? 0 : Samples[0].Length;

    /// <summary>Length in seconds.</summary>
    public double Seconds => Length / RateHz;

    /// <summary>The samples of one channel, found without regard to case.</summary>
    /// <exception cref="ArgumentException">There is no such channel.</exception>
    public float[] Channel(string name)
    {
        for (var c = 0; c < Channels.Count; c++)
            if (string.Equals(Channels[c], name, StringComparison.OrdinalIgnoreCase)) return Samples[c];
        throw new ArgumentException($"Expected one of the channels {string.Join(", ", Channels)}; got '{name}'.", nameof(name));
    }
}
