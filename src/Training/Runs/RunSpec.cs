using System.Text.Json.Nodes;
using Eegavi.Models;

namespace Eegavi.Training.Runs;

/// <summary>All that a training run is made of.</summary>
public sealed record RunSpec
{
    /// <summary>The model.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>Its losses.</summary>
    public required IReadOnlyList<LossSpec> Losses { get; init; }

    /// <summary>How it is trained.</summary>
    public TrainingSpec Training { get; init; } = new();

    /// <summary>What it is trained on: whoever opens the data knows these options.</summary>
    public required JsonObject Data { get; init; }
}
