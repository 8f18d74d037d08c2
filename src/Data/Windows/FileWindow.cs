using System.ComponentModel.DataAnnotations;
using Eegavi.Data.Manifests;
using Eegavi.Data.Readers;

namespace Eegavi.Data.Windows;

/// <summary>How a window is cut out of a file that belongs to no data set.</summary>
public sealed record FileWindowOptions : IValidatableObject
{
    /// <summary>Kind of the file: <c>signal</c>, <c>audio</c>, <c>video</c> or <c>transcript</c>.</summary>
    public required ModalityKind Kind { get; init; }

    /// <summary>Length of the window in seconds. No default: it is the model's.</summary>
    [Range(0.01, 86400.0)] public double Seconds { get; init; }

    /// <summary>Signals: the channels to read, in this order. Null = all.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>How the window is prepared, as it was for training.</summary>
    public FeatureOptions Prepare { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is ModalityKind.Table or ModalityKind.Tokens) yield return new($"expected a kind of file (signal, audio, video, transcript); got {Kind}.", [nameof(Kind)]);
        if (Prepare.Centre != Within.Nothing) yield return new("expected no centring: a window alone does not know its recording's mean; centre in the file, or train without.", [nameof(Prepare)]);
    }
}

/// <summary>Reads one window of one file, as <see cref="DataSetReader"/> reads those of a data set.</summary>
public static class FileWindow
{
    /// <summary>Reads a window.</summary>
    /// <param name="path">The file.</param>
    /// <param name="startSeconds">Second in the file at which it starts.</param>
    /// <param name="options">Its kind, length and preparation.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>One row; what the file does not reach is not valid.</returns>
    /// <exception cref="IOException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">It is malformed, or has nothing there.</exception>
    public static ModalityArray Read(string path, double startSeconds, FileWindowOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a file of the kind {options.Kind} at '{path}'; there is none.", path);
        return Prepare(new()
        {
            Path = path,
            Modality = new() { Kind = options.Kind, Channels = options.Channels },
            Options = options.Prepare,
            Pieces = [new(startSeconds, startSeconds + options.Seconds, 0, 1)],
            WindowSeconds = options.Seconds,
        }, SignalFile.Readers, cancel);
    }

    /// <summary>Prepares the windows of one recording.</summary>
    internal static ModalityArray Prepare(Job job, IReadOnlyList<ISignalReader> readers, CancellationToken cancel) => job.Modality.Kind switch
    {
        ModalityKind.Signal => SignalWindows.Prepare(job, SignalFile.ReaderOf(job.Path, readers)),
        ModalityKind.Audio => MediaWindows.Sound(job, cancel),
        ModalityKind.Video => MediaWindows.Pictures(job, cancel),
        _ => MediaWindows.Words(job),
    };
}
