using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Learned queries that read the contexts and talk with the EEG tokens: BLIP-2's Q-Former with EEG where text sits.</summary>
/// <remarks>
/// [queries; EEG] → LayerNorm → layers of self-attention over both, cross-attention of the queries alone in every k-th layer, a feed-forward for each; BERT's
/// post-norm throughout. One context is read as it is, after a LayerNorm; several meet at the width D, with a tag each. A row without any context skips the cross-attention.
/// Li et al. 2023, BLIP-2, arXiv:2301.12597. Weights of LAVIS and of Hugging Face's port load by name. Differs: EEG tokens in place of word embeddings; no dropout
/// of attention weights; what is hidden has no weight at all; parts of the last layer that nothing reads are not made.
/// </remarks>
[Part("q-former")]
public sealed class QFormer : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock, IPublishedWeights
{
    private readonly QFormerOptions _options;
    [ComponentName(Name = "query_tokens")] private readonly Parameter _queries;
    [ComponentName(Name = "embeddings")] private readonly QFormerEmbeddings _embeddings;
    [ComponentName(Name = "contexts")] private readonly QFormerContexts _contexts;
    [ComponentName(Name = "encoder")] private readonly QFormerEncoder _encoder;
    [ComponentName(Name = "position")] private readonly IPosition _position;

    /// <summary>Makes a block.</summary>
    public QFormer(QFormerOptions options, PartSizes sizes, IParts parts) : base("q-former")
    {
        _options = options;
        _queries = new Parameter(init.normal_(empty(1, options.Queries, sizes.Width), 0, 0.02));
        _embeddings = new QFormerEmbeddings(sizes.Width, options.Dropout);
        _contexts = new QFormerContexts(options, sizes);
        _encoder = new QFormerEncoder(options, sizes.Width, _contexts.OutputWidth);
        _position = parts.Create(options.Position, sizes with { Heads = options.Heads, HeadWidth = options.HeadWidth });
        PublishedLayouts = QFormerLayouts.Of(options, contexts: sizes.ContextWidths.Count);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public IReadOnlyList<WeightLayout> PublishedLayouts { get; }

    /// <summary>Lets queries and EEG read.</summary>
    /// <param name="query">[B, T, D] the EEG tokens.</param>
    /// <param name="contexts">[B, M_i, E_i] each.</param>
    /// <returns>[B, L, D], [B, T, D] or [B, L + T, D]. Queries are real in rows that have EEG or any context; other rows are not computed.</returns>
    /// <exception cref="ArgumentException">The axes or the number of contexts do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        _contexts.Check(query, contexts);
        using var scope = NewDisposeScope();
        var present = contexts.Append(query).Select(tokens => tokens.Present()).Aggregate((any, next) => any.logical_or(next));
        var rows = PresentRows.Of(present);
        var clock = Clock(query, present);
        var values = rows.Count == 0 ? zeros_like(clock.Values) : rows.Put(Encode(rows.Take(query), [.. contexts.Select(rows.Take)]));
        return clock.With(values.alias()).MoveToOuterDisposeScope();
    }

    private Tensor Encode(TokenSequence eeg, IReadOnlyList<TokenSequence> contexts)
    {
        var queries = Queries(eeg, ones([eeg.Valid.shape[0]], ScalarType.Bool, eeg.Valid.device));
        var cross = QFormerCross.Of(queries, contexts, _contexts, _position);
        var (tokens, view) = QFormerView.Of(_options.Mask, queries, eeg.With(Masked.Zero(eeg.Values, eeg.Valid)), cross, _position);
        return _encoder.call(_embeddings.call(tokens), view);
    }

    // The tokens that come out, before their values are known.
    private TokenSequence Clock(TokenSequence eeg, Tensor present) => _options.Returns switch
    {
        QFormerReturn.Queries => Queries(eeg, present),
        QFormerReturn.Eeg => eeg,
        _ => JoinedTokens.Of([(Queries(eeg, present), 0), (eeg, 0)]),
    };

    // [B, L, D] of the learned queries, real where the row is.
    private TokenSequence Queries(TokenSequence eeg, Tensor present)
    {
        var (rows, count) = (present.shape[0], _queries.shape[1]);
        var valid = present.unsqueeze(1).expand(rows, count);
        var clock = zeros([rows, count], dtype: eeg.Seconds.dtype, device: valid.device);
        return new()
        {
            Values = _queries.expand(rows, -1, -1),
            Valid = valid,
            Seconds = clock,
            Span = clock.clone(),
            Item = clock.to_type(ScalarType.Int64),
            Timeless = ones_like(valid),
        };
    }
}
