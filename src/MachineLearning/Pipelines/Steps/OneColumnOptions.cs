using System.ComponentModel.DataAnnotations;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>Options of a step that makes one column of one column.</summary>
public sealed record OneColumnOptions
{
    /// <summary>The column that is read.</summary>
    [MinLength(1)] public required string Column { get; init; }

    /// <summary>The column that is made. Default: the same name, which hides the old one.</summary>
    [MinLength(1)] public string? Output { get; init; }
}
