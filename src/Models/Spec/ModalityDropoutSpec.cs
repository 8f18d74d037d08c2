using System.ComponentModel.DataAnnotations;

namespace Eegavi.Models;

/// <summary>Which contexts training hides, so that the model also works without them. A single number is the chance.</summary>
public sealed record ModalityDropoutSpec
{
    /// <summary>Chance that a context of a row is hidden; at least one that was there is kept, save by <see cref="AllDropped"/>. Default 0: nothing is ever hidden.</summary>
    [Shorthand, Range(0, 1)] public double Chance { get; init; }

    /// <summary>Chance that a row loses every context: without it the query alone, what is left where all are missing, is never trained. Default 0.1.</summary>
    [Range(0, 1)] public double AllDropped { get; init; } = 0.1;

    /// <summary>Whether losses still see a context that fusion does not. Default <c>off</c>: it is no positive of its row, as if it had never been recorded.</summary>
    public TargetsOfDropped TargetsOfDropped { get; init; }

    /// <summary>Only the chance, everything else by default.</summary>
    public static implicit operator ModalityDropoutSpec(double chance) => new() { Chance = chance };
}

/// <summary>Whether losses see a context that was hidden from fusion.</summary>
public enum TargetsOfDropped
{
    /// <summary>No: the row has no such vector.</summary>
    Off,

    /// <summary>Yes: the fused vector has to find what it was not shown.</summary>
    Keep,
}
