using System.ComponentModel.DataAnnotations;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>Options of the trainers of FastTree; defaults are ML.NET's.</summary>
public sealed record FastTreeOptions
{
    /// <summary>The label's column: a key for classes, a number for a rating. Default <c>Label</c>.</summary>
    [MinLength(1)] public string Label { get; init; } = "Label";

    /// <summary>The features' column. Default <c>Embedding</c>.</summary>
    [MinLength(1)] public string Features { get; init; } = "Embedding";

    /// <summary>Most leaves of a tree. Default 20.</summary>
    [Range(2, 1024)] public int Leaves { get; init; } = 20;

    /// <summary>Trees; for classes, of each class. Default 100.</summary>
    [Range(1, 10_000)] public int Trees { get; init; } = 100;

    /// <summary>Fewest rows of a leaf. Default 10.</summary>
    [Range(1, 1_000_000)] public int LeafRows { get; init; } = 10;

    /// <summary>Weight of each new tree. Default 0.2.</summary>
    [Range(1e-6, 1)] public double LearningRate { get; init; } = 0.2;
}

/// <summary>Options of the trainers of LightGBM; null leaves the choice to ML.NET, by the data.</summary>
public sealed record LightGbmOptions
{
    /// <summary>The label's column: a key for classes, a number for a rating. Default <c>Label</c>.</summary>
    [MinLength(1)] public string Label { get; init; } = "Label";

    /// <summary>The features' column. Default <c>Embedding</c>.</summary>
    [MinLength(1)] public string Features { get; init; } = "Embedding";

    /// <summary>Most leaves of a tree.</summary>
    [Range(2, 1024)] public int? Leaves { get; init; }

    /// <summary>Trees; for classes, of each class. Default 100, as in ML.NET.</summary>
    [Range(1, 10_000)] public int Trees { get; init; } = 100;

    /// <summary>Fewest rows of a leaf.</summary>
    [Range(1, 1_000_000)] public int? LeafRows { get; init; }

    /// <summary>Weight of each new tree.</summary>
    [Range(1e-6, 1)] public double? LearningRate { get; init; }

    /// <summary>Processor threads. Default 1: with few rows, or on a busy machine, more of them are slower, since they wait for each other at full load.</summary>
    [Range(1, 256)] public int Threads { get; init; } = 1;
}
