using System.ComponentModel.DataAnnotations;
using Eegavi.Data.Synthetic;
using Eegavi.Data.Windows;

namespace Eegavi.Data;

/// <summary>Which data a run is made on, and how each modality is prepared.</summary>
public sealed record DataSpec
{
    /// <summary>Folder of the data set: there lies its <c>manifest.json</c>.</summary>
    [FilePath, MinLength(1)] public required string Folder { get; init; }

    /// <summary>Makes the planted-truth data set in that folder when it is not there yet. Null = the folder must exist.</summary>
    public PlantedSpec? Make { get; init; }

    /// <summary>The modalities to read, each with its preparation. Empty = all that the manifest names, as they are.</summary>
    public IReadOnlyDictionary<string, FeatureOptions> Modalities { get; init; } = new Dictionary<string, FeatureOptions>();

    /// <summary>
    /// Tables made of label columns, by the name of the modality that they become: <c>"ratings": ["valence", "arousal"]</c>. A run that reads one
    /// may neither learn nor be scored on its columns. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Folder that keeps prepared windows, so that they are prepared once. Default: the user's cache folder.</summary>
    [FilePath] public string? Cache { get; init; }
}

/// <summary>A planted-truth data set; <c>eegavi data synth --help</c> tells what it is. Sizes default to those of its level.</summary>
public sealed record PlantedSpec
{
    /// <summary><c>tokens</c> or <c>files</c>. Default <c>tokens</c>.</summary>
    public PlantedLevel Level { get; init; }

    /// <summary>Another seed, another data set. Default 1.</summary>
    [Range(0, int.MaxValue)] public int Seed { get; init; } = 1;

    /// <summary>Subjects. Default 16.</summary>
    [Range(2, 999)] public int? Subjects { get; init; }

    /// <summary>Trials of each subject, even. Default 96 (tokens), 48 (files).</summary>
    [Range(2, 2000)] public int? Trials { get; init; }

    /// <summary>Length of a trial in seconds, a multiple of 8. Default 16 (tokens), 8 (files).</summary>
    [Range(8, 64)] public int? WindowSeconds { get; init; }

    /// <summary>Where the subjects' identity code lies. Default <c>eeg</c>.</summary>
    public PlantedIdentity Identity { get; init; } = PlantedIdentity.Eeg;

    /// <summary>Trials without audio: <c>none</c>, <c>mcar:SHARE</c> or <c>mnar</c>. Default <c>none</c>.</summary>
    public string Missing { get; init; } = "none";

    /// <summary>Noise added to the audio: <c>none</c> or <c>audio:DB</c>. Default <c>none</c>.</summary>
    public string Noise { get; init; } = "none";

    /// <summary>How much the video clock runs slow, in ms per minute. Default 0.</summary>
    [Range(-5000.0, 5000.0)] public double DriftMsPerMinute { get; init; }

    /// <summary>The generator's options.</summary>
    /// <exception cref="ArgumentException"><see cref="Missing"/> or <see cref="Noise"/> is malformed.</exception>
    public PlantedOptions ToOptions()
    {
        var defaults = Level == PlantedLevel.Files ? PlantedOptions.ForFiles : PlantedOptions.ForTokens;
        return (defaults with
        {
            Seed = Seed,
            Subjects = Subjects ?? defaults.Subjects,
            Trials = Trials ?? defaults.Trials,
            WindowSeconds = WindowSeconds ?? defaults.WindowSeconds,
            Identity = Identity,
            DriftMsPerMinute = DriftMsPerMinute,
        }).WithMissing(Missing).WithNoise(Noise);
    }
}
