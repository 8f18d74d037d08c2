using System.ComponentModel.DataAnnotations;

namespace Eegavi.Data.Windows;

/// <summary>How the windows of one modality are prepared. Only what concerns its kind of file is read.</summary>
public sealed record FeatureOptions
{
    /// <summary>Signals: samples per second wanted; 0 = as recorded.</summary>
    [Range(0, 100000)] public double RateHz { get; init; }

    /// <summary>Signals: removes what is slower (Butterworth, 4th order, zero phase); 0 = nothing.</summary>
    [Range(0, 50000)] public double LowHz { get; init; }

    /// <summary>Signals: removes what is faster; 0 = nothing.</summary>
    [Range(0, 50000)] public double HighHz { get; init; }

    /// <summary>Sound: MFCC [13, F], or the waveform [1, S] at 16 kHz.</summary>
    public SoundForm Sound { get; init; } = SoundForm.Mfcc;

    /// <summary>Video: pixels across.</summary>
    [Range(2, 1024)] public int Width { get; init; } = 32;

    /// <summary>Video: pixels down.</summary>
    [Range(2, 1024)] public int Height { get; init; } = 32;

    /// <summary>Video: frames per second.</summary>
    [Range(0.01, 240)] public double FramesPerSecond { get; init; } = 1;

    /// <summary>Transcripts: places K into which words are hashed.</summary>
    [Range(1, 1 << 20)] public int Words { get; init; } = 64;

    /// <summary>Over whose rows each channel's mean is taken away. Needs no labels; a new subject is centred by their own rows.</summary>
    public Within Centre { get; init; } = Within.Nothing;

    /// <summary>With <see cref="Centre"/>: divides by the standard deviation too.</summary>
    public bool Scale { get; init; }
}

/// <summary>What is made of sound.</summary>
public enum SoundForm
{
    /// <summary>13 coefficients every 10 ms.</summary>
    Mfcc,

    /// <summary>Samples at 16 kHz.</summary>
    Waveform,
}

/// <summary>Rows that share a mean.</summary>
public enum Within
{
    /// <summary>None: values stay as they are.</summary>
    Nothing,

    /// <summary>One trial.</summary>
    Trial,

    /// <summary>The trials of one recording.</summary>
    Recording,

    /// <summary>The trials of one subject.</summary>
    Subject,
}
