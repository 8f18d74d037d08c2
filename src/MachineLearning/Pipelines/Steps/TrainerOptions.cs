using System.ComponentModel.DataAnnotations;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>Options of the trainers that minimise by L-BFGS; defaults are ML.NET's.</summary>
public sealed record LbfgsOptions
{
    /// <summary>The label's column: a key for classes, a Boolean for two. Default <c>Label</c>.</summary>
    [MinLength(1)] public string Label { get; init; } = "Label";

    /// <summary>The features' column. Default <c>Embedding</c>.</summary>
    [MinLength(1)] public string Features { get; init; } = "Embedding";

    /// <summary>Weight of the sum of absolute coefficients. Default 1.</summary>
    [Range(0, 1e6)] public double L1 { get; init; } = 1;

    /// <summary>Weight of half the sum of squared coefficients. Default 1.</summary>
    [Range(0, 1e6)] public double L2 { get; init; } = 1;

    /// <summary>Relative improvement at which it stops. Default 1e-7.</summary>
    [Range(1e-12, 1)] public double Tolerance { get; init; } = 1e-7;
}

/// <summary>Options of the trainers by stochastic dual coordinate ascent; null leaves the choice to ML.NET, by the data.</summary>
public sealed record SdcaOptions
{
    /// <summary>The label's column. Default <c>Label</c>.</summary>
    [MinLength(1)] public string Label { get; init; } = "Label";

    /// <summary>The features' column. Default <c>Embedding</c>.</summary>
    [MinLength(1)] public string Features { get; init; } = "Embedding";

    /// <summary>Weight of the sum of absolute coefficients.</summary>
    [Range(0, 1e6)] public double? L1 { get; init; }

    /// <summary>Weight of half the sum of squared coefficients.</summary>
    [Range(0, 1e6)] public double? L2 { get; init; }

    /// <summary>Most passes over the rows.</summary>
    [Range(1, 1_000_000)] public int? Iterations { get; init; }
}
