using System.Text.Json.Nodes;

namespace Eegavi.Samples.Collapse;

/// <summary>A run whose fate is known.</summary>
public sealed record Case
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it must collapse.</summary>
    public bool Collapses { get; init; }

    /// <summary>What it changes in the base run.</summary>
    public JsonObject Run { get; init; } = [];

    /// <summary>What it is trained on.</summary>
    public LatentOptions Data { get; init; } = new();
}

/// <summary>The runs of the experiment.</summary>
public sealed record Cases
{
    /// <summary>The run that cases change.</summary>
    public required JsonObject Base { get; init; }

    /// <summary>All of them.</summary>
    public required IReadOnlyList<Case> Runs { get; init; }
}
