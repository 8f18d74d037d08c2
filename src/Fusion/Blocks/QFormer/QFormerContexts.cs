using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The contexts of a Q-Former as one sequence of one width.</summary>
internal sealed class QFormerContexts : Module
{
    private readonly PartSizes _sizes;
    [ComponentName(Name = "adapters")] private readonly ModuleList<Sequential> _adapters;
    [ComponentName(Name = "tags")] private readonly Parameter? _tags;

    public QFormerContexts(QFormerOptions options, PartSizes sizes) : base("contexts")
    {
        _sizes = sizes;
        var alone = sizes.ContextWidths.Count == 1;
        OutputWidth = alone ? sizes.ContextWidths[0] : sizes.ContextWidths.Count == 0 ? 0 : sizes.Width;
        // One context is normalised only, as LAVIS does before its Q-Former, so that its weights fit.
        _adapters = new([.. sizes.ContextWidths.Select(width => Adapter(width, options.NormContexts, alone ? 0 : sizes.Width))]);
        if (sizes.ContextWidths.Count > 1) _tags = new Parameter(init.normal_(empty(sizes.ContextWidths.Count, sizes.Width), 0, 0.02));
        RegisterComponents();
    }

    /// <summary>Width W of <see cref="Adapt"/>; 0 = there are no contexts.</summary>
    public int OutputWidth { get; }

    /// <summary>Checks the inputs of the block.</summary>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public void Check(TokenSequence query, IReadOnlyList<TokenSequence> contexts) => Contexts.Check(query, contexts, _sizes);

    /// <summary>[R, M_i, E_i] each → [R, M_i, W] of those that any row has, with the modality that they are.</summary>
    public IReadOnlyList<(TokenSequence Tokens, int Modality)> Adapt(IReadOnlyList<TokenSequence> contexts)
    {
        var adapted = new List<(TokenSequence, int)>();
        for (var i = 0; i < contexts.Count; i++)
        {
            var rows = PresentRows.Of(contexts[i]);
            if (rows.Count > 0) adapted.Add((contexts[i].With(rows.Put(Map(rows.Take(contexts[i]), i))), i + 1));
        }
        return adapted;
    }

    private Tensor Map(TokenSequence context, int i)
    {
        var adapted = _adapters[i].call(Masked.Weighable(context.Values, context.Valid));
        return _tags is null ? adapted : adapted + _tags[i];
    }

    private static Sequential Adapter(int width, bool norm, int output)
    {
        List<Module<Tensor, Tensor>> layers = [];
        if (norm) layers.Add(LayerNorm(width));
        if (output > 0) layers.Add(new Projection(width, output));
        return Sequential(layers);
    }
}
