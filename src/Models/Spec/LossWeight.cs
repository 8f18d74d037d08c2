using System.ComponentModel.DataAnnotations;

namespace Eegavi.Models;

/// <summary>The factor on a loss over a run. A single number stays the same throughout.</summary>
public sealed record LossWeight : IValidatableObject
{
    /// <summary>Factor at the first step. Default 1.</summary>
    [Shorthand, Range(0, 1e6)] public double From { get; init; } = 1;

    /// <summary>Factor at the end of the change, and in evaluation. Null = <see cref="From"/>.</summary>
    [Range(0, 1e6)] public double? To { get; init; }

    /// <summary>Share of the run before the change begins. Default 0.</summary>
    [Range(0, 1)] public double After { get; init; }

    /// <summary>Share of the run over which it changes, in a straight line; 0 = at once. Default 1, or what <see cref="After"/> leaves.</summary>
    [Range(0, 1)] public double? Over { get; init; }

    /// <summary>The factor after the last step.</summary>
    public double Last => To ?? From;

    /// <summary>The factor at a moment of the run.</summary>
    /// <param name="progress">Share of the run that is done, 0…1.</param>
    public double At(double progress)
    {
        var over = Over ?? 1 - After;
        if (progress < After) return From;
        return progress >= After + over ? Last : From + (Last - From) * (progress - After) / over;
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (To is null && (After != 0 || Over is not null)) yield return new("expected the factor to which it changes, since after or over is given; got none.", [nameof(To)]);
        if (After + Over > 1) yield return new($"expected at most {1 - After:0.###}, what after leaves of the run; got {Over:0.###}.", [nameof(Over)]);
    }

    /// <summary>The same factor throughout.</summary>
    public static implicit operator LossWeight(double weight) => new() { From = weight };
}
