using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>One attention over the keys of all contexts, each with its own norm and map, and tags of its modality on keys and values.</summary>
internal sealed class ConcatReading : GatedReading<JoinedView>
{
    private readonly string[] _names;
    [ComponentName(Name = "norms")] private readonly ModuleList<LayerNorm>? _norms;
    [ComponentName(Name = "to_kv")] private readonly ModuleList<Projection> _toKv;
    [ComponentName(Name = "tags")] private readonly ModalityTags _tags;

    public ConcatReading(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base(options, sizes, parts, options.BranchProjection)
    {
        _names = Contexts.Names(sizes);
        if (options.NormContexts) _norms = new([.. sizes.ContextWidths.Select(width => LayerNorm(width))]);
        _toKv = new([.. sizes.ContextWidths.Select(width => new Projection(width, 2L * options.Inner, options.Bias))]);
        _tags = new ModalityTags(sizes.ContextWidths.Count, 2L * options.Inner);
        RegisterComponents();
    }

    /// <summary>What is let in, in the rows that have any context.</summary>
    /// <param name="x">[R, T, D] the tokens, for the gate.</param>
    /// <param name="q">[R, T, H·d] the queries made of them.</param>
    /// <param name="view">The contexts.</param>
    /// <returns>[R, T, D].</returns>
    public override Tensor forward(Tensor x, Tensor q, JoinedView view)
    {
        using var _ = Diagnostics.Within("joined");
        var kv = cat(view.Parts.Select(KeysAndValues).ToArray(), 1).chunk(2, -1);                   // 2 x [R, ΣM, H·d]
        var segments = Diagnostics.Wanted ? view.Parts.Select(part => (_names[part.Index], part.Key.Valid.shape[1])).ToList() : null;
        return LetIn(Attend(q, kv[0], kv[1], new(view.Position, view.Query, view.Clock, view.Mask, segments)), x, view.Mask);
    }

    // [R, M_i, 2·H·d]; a row without the context is not computed, and hidden.
    private Tensor KeysAndValues(JoinedPart part)
    {
        var values = _norms is null ? part.Values : _norms[part.Index].call(part.Values);
        return part.Present.Put(_tags.call(_toKv[part.Index].call(values), part.Index));
    }
}
