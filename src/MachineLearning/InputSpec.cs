using System.ComponentModel.DataAnnotations;
using Eegavi.Data.Windows;

namespace Eegavi.MachineLearning;

/// <summary>The column that holds a modality: vectors of numbers, where an empty one is a row without the modality and NaN a step without it; or paths of files.</summary>
public sealed record InputSpec : IValidatableObject
{
    /// <summary>Name of the column. Default: the modality's name.</summary>
    [MinLength(1)] public string? Column { get; init; }

    /// <summary>
    /// Axes of one row, 0 for the steps, whose number is each row's own: EEG <c>[14, 0]</c>, cached tokens <c>[0, 768]</c>, frames <c>[0, 3, 64, 64]</c>.
    /// Default: the axes that the column's type has, else what the encoder wants.
    /// </summary>
    public IReadOnlyList<int> Shape { get; init; } = [];

    /// <summary>Seconds from one step to the next. Default: the encoder's.</summary>
    [Range(0.0, 86400.0)] public double? StepSeconds { get; init; }

    /// <summary>A column with the second of each step since the window's start, for steps that are not evenly spaced.</summary>
    [MinLength(1)] public string? SecondsColumn { get; init; }

    /// <summary>Says that the column holds paths, relative to the working folder, and how windows are cut out of those files. An empty path is a row without the modality.</summary>
    public FileWindowOptions? File { get; init; }

    /// <summary>With <see cref="File"/>: a column of Single with the second of the file at which the window starts. Default: at 0.</summary>
    [MinLength(1)] public string? StartColumn { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (File is null && StartColumn is not null) yield return new("expected file beside startColumn: only files have a place to start at.", [nameof(StartColumn)]);
        if (File is not null && SecondsColumn is not null) yield return new("expected no secondsColumn beside file: files bring their own times.", [nameof(SecondsColumn)]);
    }
}
