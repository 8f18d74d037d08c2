using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>What the layers of a Q-Former share: who sees whom.</summary>
/// <param name="Self">[queries; EEG] among themselves.</param>
/// <param name="Eeg">The rows that have EEG.</param>
/// <param name="Cross">The contexts as the queries read them; null = no row has any.</param>
internal sealed record QFormerView(AttentionView Self, PresentRows Eeg, QFormerCross? Cross)
{
    /// <summary>The view of learned queries and EEG tokens, and their values one after the other.</summary>
    /// <param name="mask">What they see of each other.</param>
    /// <param name="queries">[R, L, D].</param>
    /// <param name="eeg">[R, T, D].</param>
    /// <param name="cross">The contexts.</param>
    /// <param name="position">How attention knows of time.</param>
    public static (Tensor Values, QFormerView View) Of(QFormerMask mask, TokenSequence queries, TokenSequence eeg, QFormerCross? cross, IPosition position)
    {
        IReadOnlyList<(TokenSequence, int)> parts = [(queries, 0), (eeg, 0)];
        var (joined, there) = (JoinedTokens.Of(parts), PresentTokens.Of(parts));
        var self = AttentionView.Of(joined, joined, QFormerSight.Of(mask, joined, queries.Valid.shape[1]), position) with { Readers = there, Keys = there };
        return (joined.Values, new(self, PresentRows.Of(eeg), cross));
    }
}

/// <summary>The contexts in the rows that have any.</summary>
/// <param name="Rows">Those rows.</param>
/// <param name="Source">[R, M, W] their tokens, or [n, W] those of the contexts that a row has.</param>
/// <param name="View">Learned queries that read them.</param>
internal sealed record QFormerCross(PresentRows Rows, Tensor Source, AttentionView View)
{
    /// <summary>The view; null where no row has any context.</summary>
    /// <param name="queries">[R, L, D] learned queries.</param>
    /// <param name="contexts">[R, M_i, E_i] each.</param>
    /// <param name="adapters">How they meet.</param>
    /// <param name="position">How attention knows of time.</param>
    public static QFormerCross? Of(TokenSequence queries, IReadOnlyList<TokenSequence> contexts, QFormerContexts adapters, IPosition position)
    {
        if (contexts.Count == 0) return null;
        var rows = PresentRows.Of(contexts.Select(context => context.Present()).Aggregate((any, next) => any.logical_or(next)));
        if (rows.Count == 0) return null;
        var parts = adapters.Adapt([.. contexts.Select(rows.Take)]);
        var (key, there) = (JoinedTokens.Of(parts), PresentTokens.Of(parts));
        return new(rows, there.Take(key.Values), AttentionView.Of(rows.Take(queries), key, Sight.All, position) with { Keys = there });
    }
}

/// <summary>The layers of a Q-Former.</summary>
internal sealed class QFormerEncoder : Module<Tensor, QFormerView, Tensor>
{
    [ComponentName(Name = "layer")] private readonly ModuleList<QFormerLayer> _layers;

    /// <param name="options">Its options.</param>
    /// <param name="width">D.</param>
    /// <param name="contextWidth">W of the contexts; 0 = none.</param>
    public QFormerEncoder(QFormerOptions options, int width, int contextWidth) : base("encoder")
    {
        _layers = new([.. Enumerable.Range(0, options.Depth).Select(i => new QFormerLayer(options, i, width, contextWidth))]);
        RegisterComponents();
        BertStart.Draw(this);
    }

    /// <summary>[R, L + T, D] → what comes out: [R, L, D], [R, T, D] or [R, L + T, D].</summary>
    public override Tensor forward(Tensor x, QFormerView view)
    {
        for (var i = 0; i < _layers.Count; i++)
        {
            using var _ = Diagnostics.Within($"layer_{i}");
            x = _layers[i].call(x, view);
        }
        return x;
    }
}
