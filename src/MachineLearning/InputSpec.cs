using System.ComponentModel.DataAnnotations;

namespace Eegavi.MachineLearning;

/// <summary>The column that holds a modality: vectors of numbers. An empty vector is a row without the modality, NaN a step without it.</summary>
public sealed record InputSpec
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
}
