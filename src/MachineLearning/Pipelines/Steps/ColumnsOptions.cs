using System.ComponentModel.DataAnnotations;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>Options of <see cref="DropColumnsStep"/>.</summary>
public sealed record DropColumnsOptions
{
    /// <summary>The columns, at least one.</summary>
    [MinLength(1)] public required IReadOnlyList<string> Columns { get; init; }
}

/// <summary>Options of <see cref="ConcatenateStep"/>.</summary>
public sealed record ConcatenateOptions
{
    /// <summary>The columns that are joined, in this order, at least one.</summary>
    [MinLength(1)] public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The column that is made.</summary>
    [MinLength(1)] public required string Output { get; init; }
}

/// <summary>Options of the normalisers.</summary>
public sealed record NormalizeOptions
{
    /// <summary>The column that is read.</summary>
    [MinLength(1)] public required string Column { get; init; }

    /// <summary>The column that is made. Default: the same name, which hides the old one.</summary>
    [MinLength(1)] public string? Output { get; init; }

    /// <summary>Whether 0 stays 0, as ML.NET does unless it is told: values are then scaled and not centred. Default true.</summary>
    public bool FixZero { get; init; } = true;
}
