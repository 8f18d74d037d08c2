namespace Eegavi.Models;

/// <summary>The parts of a model, made and sized, in the order in which a batch meets them.</summary>
internal sealed record ModelPlan(
    ModelSpec Spec,
    ModalityBranch Query,
    IReadOnlyList<(string Name, ModalityBranch Branch)> Contexts,
    IReadOnlyList<(string Name, ModalityBranch Branch)> Sidecars,
    IReadOnlyList<(IFusionBlock Block, IReadOnlyList<string> From)> Fusion,
    IPooling Pooling,
    IReadOnlyDictionary<string, IHead> Heads)
{
    /// <summary>The ways of all modalities, under the names of their children in the model.</summary>
    public IEnumerable<(string Name, ModalityBranch Branch)> Branches =>
        [(Stages.Query, Query), .. Contexts.Select(c => ($"context_{c.Name}", c.Branch)), .. Sidecars.Select(s => ($"sidecar_{s.Name}", s.Branch))];

    public IReadOnlyDictionary<string, int> StageWidths { get; } = Contexts
        .Select(c => (Name: Stages.ContextPrefix + c.Name, Width: c.Branch.OutputWidth))
        .Append((Name: Stages.Query, Width: Query.OutputWidth))
        .Append((Name: Stages.Fused, Width: Spec.Width))
        .ToDictionary(stage => stage.Name, stage => stage.Width, StringComparer.Ordinal);
}
