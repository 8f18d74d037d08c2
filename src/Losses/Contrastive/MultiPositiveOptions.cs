using System.ComponentModel.DataAnnotations;

namespace Eegavi.Losses;

/// <summary>What a row's several positives must do together.</summary>
public enum MultiPositiveForm
{
    /// <summary>Every positive competes with all columns, and their losses are averaged: all modalities must be found.</summary>
    Mean,

    /// <summary>The sum of the positives competes with all columns: finding any one modality is enough.</summary>
    LogSum,

    /// <summary>Every positive competes with the columns of its own modality only.</summary>
    PerModality,
}

/// <summary>Options of losses that find several positives of a row at once.</summary>
public abstract record MultiPositiveOptions : ContrastiveOptions
{
    /// <summary>What a row's positives must do together. Default <c>mean</c>.</summary>
    public MultiPositiveForm Form { get; init; } = MultiPositiveForm.Mean;

    /// <summary>Temperature τ that divides the cosines. Default 0.3.</summary>
    [Range(1e-3, 1e2)] public double Temperature { get; init; } = 0.3;

    /// <summary>Whether τ learns from there. Default false.</summary>
    public bool LearnTemperature { get; init; }
}
