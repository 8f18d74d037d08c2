using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="ModalityTagPosition"/>.</summary>
public sealed record ModalityTagPositionOptions : PartOptions<IPosition>
{
    /// <summary>A position that is injected besides, of time for example. Default <c>none</c>.</summary>
    public Part<IPosition> With { get; init; } = new("none");
}

/// <summary>Tells the tokens of a sequence that joins several modalities apart: a learned vector for each modality on keys and on values.</summary>
/// <remarks>
/// It reads <see cref="TokenSequence.Modality"/>; a sequence of one modality stays as it is. Layout <c>concat</c> of <c>gated-xattn</c> has such tags already.
/// Devlin et al. 2018, BERT, token types, arXiv:1810.04805. Differs: on keys and values of each head, not on the tokens.
/// </remarks>
[Part("modality-tag")]
public sealed class ModalityTagPosition : Module, IPosition
{
    private readonly int _heads;
    [ComponentName(Name = "key")] private readonly ModalityTags _key;
    [ComponentName(Name = "value")] private readonly ModalityTags _value;
    [ComponentName(Name = "with")] private readonly IPosition _with;

    /// <summary>Makes the position: tags for the query's modality and for each context's.</summary>
    public ModalityTagPosition(ModalityTagPositionOptions options, PartSizes sizes, IParts parts) : base("modality-tag")
    {
        _heads = sizes.Heads;
        var (modalities, width) = (1 + sizes.ContextWidths.Count, (long)sizes.Heads * sizes.HeadWidth);
        _key = new ModalityTags(modalities, width);
        _value = new ModalityTags(modalities, width);
        _with = parts.Create(options.With, sizes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public (Tensor Q, Tensor K) Inject(Tensor q, Tensor k, TokenSequence query, TokenSequence key) =>
        // Tagged before they are turned, as a token type is a part of the token.
        _with.Inject(q, Tagged(k, _key, key), query, key);

    /// <inheritdoc/>
    public Tensor InjectValues(Tensor v, TokenSequence key) => Tagged(_with.InjectValues(v, key), _value, key);

    /// <inheritdoc/>
    public Tensor? Bias(TokenSequence query, TokenSequence key) => _with.Bias(query, key);

    private Tensor Tagged(Tensor x, ModalityTags tags, TokenSequence key)
    {
        if (key.Modality is null) return x;
        using var scope = NewDisposeScope();
        return (x + Attention.SplitHeads(tags.Of(key.Modality), _heads).to_type(x.dtype)).MoveToOuterDisposeScope();
    }
}
