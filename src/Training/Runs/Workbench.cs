using System.Text.Json.Nodes;

namespace Eegavi.Training.Runs;

/// <summary>What it takes to carry out a run that is described in JSON.</summary>
/// <param name="Parts">Makes the parts of models and losses.</param>
/// <param name="Read">Reads a run's configuration strictly, or throws with every error.</param>
/// <param name="Open">Opens the data that a run's <c>data</c> section names; may return the same source for the same section.</param>
public sealed record Workbench(IParts Parts, Func<JsonObject, RunSpec> Read, Func<JsonObject, IBatchSource> Open);
