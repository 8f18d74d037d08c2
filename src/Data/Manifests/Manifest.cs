using System.Text.Json.Serialization;

namespace Eegavi.Data.Manifests;

/// <summary>What a data set consists of: its modalities, its recordings and where their files are. Written as <c>manifest.json</c>.</summary>
public sealed record Manifest
{
    /// <summary>The layout that this code reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Layout version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Name of the data set; the first part of every row id.</summary>
    public required string Name { get; init; }

    /// <summary>What it is and how it was made, in a sentence or two.</summary>
    public string? Description { get; init; }

    /// <summary>The trials, relative to the manifest.</summary>
    public string Trials { get; init; } = "trials.csv";

    /// <summary>Modalities by name.</summary>
    public required IReadOnlyDictionary<string, ManifestModality> Modalities { get; init; }

    /// <summary>Recordings.</summary>
    public required IReadOnlyList<ManifestRecording> Recordings { get; init; }
}

/// <summary>What kind of files a modality has.</summary>
public enum ModalityKind
{
    /// <summary>EDF, BDF, … : anything that a signal reader knows.</summary>
    Signal,

    /// <summary>Sound, of anything that ffmpeg knows.</summary>
    Audio,

    /// <summary>Pictures, of anything that ffmpeg knows.</summary>
    Video,

    /// <summary>A transcript: <c>start_seconds,stop_seconds,text</c>.</summary>
    Transcript,

    /// <summary>Columns of <c>trials.csv</c> that begin with <c>table_</c>.</summary>
    Table,

    /// <summary>Tokens computed before, one array for the whole data set.</summary>
    Tokens,
}

/// <summary>One modality of a data set.</summary>
public sealed record ManifestModality
{
    /// <summary>Kind of its files.</summary>
    public required ModalityKind Kind { get; init; }

    /// <summary>Signal: the channels to read, in this order; null = all. Table: the columns, without <c>table_</c>; null = all.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Whether it is made of the stimulus (its picture, its sound), not of the subject: the same for all who saw the same. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool FromStimulus { get; init; }

    /// <summary>Label columns that what this modality holds was made of (a mean of ratings, a cluster): a run that reads it may neither learn nor be scored on them.</summary>
    public IReadOnlyList<string>? DerivedFrom { get; init; }

    /// <summary>Tokens: the one file of the data set, relative to the manifest.</summary>
    public string? File { get; init; }
}

/// <summary>One sitting of one subject.</summary>
public sealed record ManifestRecording
{
    /// <summary>Unique in the data set.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is. Splits keep a subject on one side.</summary>
    public required string Subject { get; init; }

    /// <summary>Files by modality; a modality that was not recorded is absent.</summary>
    public IReadOnlyDictionary<string, ManifestSource> Files { get; init; } = new Dictionary<string, ManifestSource>();
}

/// <summary>A file and its clock. The shared clock is that of the recording's trials.</summary>
public sealed record ManifestSource
{
    /// <summary>Relative to the manifest, with forward slashes, inside its folder.</summary>
    public required string Path { get; init; }

    /// <summary>Second of the shared clock at which the file begins.</summary>
    public double OffsetSeconds { get; init; }

    /// <summary>How much the file's clock runs slow: a minute of it lasts 60 s and this many ms of the shared clock.</summary>
    public double DriftMsPerMinute { get; init; }

    /// <summary>Second in the file of a second on the shared clock.</summary>
    public double ToFile(double sharedSeconds) => (sharedSeconds - OffsetSeconds) / (1 + DriftMsPerMinute / 60000);

    /// <summary>Second on the shared clock of a second in the file.</summary>
    public double ToShared(double fileSeconds) => OffsetSeconds + fileSeconds * (1 + DriftMsPerMinute / 60000);
}
