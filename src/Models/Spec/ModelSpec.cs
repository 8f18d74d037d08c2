using System.ComponentModel.DataAnnotations;

namespace Eegavi.Models;

/// <summary>The one description of a model. A configuration section binds to it, and code composes it; <see cref="ModelBuilder"/> builds it.</summary>
public sealed record ModelSpec
{
    /// <summary>Width D of the query tokens, of what fusion blocks return and of the embedding. Default 384.</summary>
    [Range(1, 65536)] public int Width { get; init; } = 384;

    /// <summary>The modality whose tokens read the others; EEG in this project's own models.</summary>
    public required QuerySpec Query { get; init; }

    /// <summary>The modalities that are read, by name. They are taken in ordinal order of their names.</summary>
    public IReadOnlyDictionary<string, ModalitySpec> Context { get; init; } = new Dictionary<string, ModalitySpec>();

    /// <summary>Small static tables (ratings, age) that condition the query; a fusion block reads one by <c>from</c>.</summary>
    public IReadOnlyDictionary<string, SidecarSpec> Sidecars { get; init; } = new Dictionary<string, SidecarSpec>();

    /// <summary>Fusion blocks, applied in turn. None = the query alone.</summary>
    public IReadOnlyList<FusionSpec> Fusion { get; init; } = [];

    /// <summary>How the fused tokens become one vector. Default <c>masked-mean</c>.</summary>
    public Part<IPooling> Pooling { get; init; } = new("masked-mean");

    /// <summary>Which fused tokens are pooled: <c>all</c> (default), or <c>contexts</c>, those at whose time any context was there; a row without contexts keeps all.</summary>
    public PoolOver PoolOver { get; init; }

    /// <summary>Which contexts of which rows are hidden in training. Default: none.</summary>
    public ModalityDropoutSpec ModalityDropout { get; init; } = new();

    /// <summary>What is predicted from the embedding, by name.</summary>
    public IReadOnlyDictionary<string, HeadSpec> Heads { get; init; } = new Dictionary<string, HeadSpec>();

    /// <summary>
    /// An ablation in one word: only this modality is kept, as the query, without contexts, sidecars and fusion.
    /// Null = the whole model.
    /// </summary>
    public string? Only { get; init; }

    /// <summary>The spec with <see cref="Only"/> applied.</summary>
    /// <exception cref="ArgumentException">No modality has that name.</exception>
    public ModelSpec Ablated()
    {
        if (Only is null) return this;
        var kept = Only == Query.Modality ? Query : Context.TryGetValue(Only, out var context)
            ? new QuerySpec { Modality = context.Modality ?? Only, Encoder = context.Encoder, Resampler = context.Resampler }
            : throw new ArgumentException($"model.only: expected one of {string.Join(", ", ModalityNames())}; got '{Only}'.");
        return this with
        {
            Query = kept,
            Context = new Dictionary<string, ModalitySpec>(),
            Sidecars = new Dictionary<string, SidecarSpec>(),
            Fusion = [],
            Only = null,
        };
    }

    private IEnumerable<string> ModalityNames() => Context.Keys.Prepend(Query.Modality);
}
