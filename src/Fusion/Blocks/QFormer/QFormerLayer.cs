using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>One layer: self-attention over [queries; EEG], cross-attention of the queries, a feed-forward for each.</summary>
internal sealed class QFormerLayer : Module<Tensor, QFormerView, Tensor>
{
    private readonly long _queries;
    [ComponentName(Name = "attention")] private readonly BertAttention _attention;
    [ComponentName(Name = "crossattention")] private readonly BertAttention? _cross;
    [ComponentName(Name = "intermediate")] private readonly Sequential? _eegIn;
    [ComponentName(Name = "output")] private readonly BertOutput? _eegOut;
    [ComponentName(Name = "intermediate_query")] private readonly Sequential? _queryIn;
    [ComponentName(Name = "output_query")] private readonly BertOutput? _queryOut;

    public QFormerLayer(QFormerOptions options, int index, int width, int contextWidth) : base("layer")
    {
        var (last, hidden) = (index == options.Depth - 1, Math.Max(1, (long)(width * options.Multiplier)));
        var (forQueries, forEeg) = (!last || options.Returns != QFormerReturn.Eeg, !last || options.Returns != QFormerReturn.Queries);
        _queries = options.Queries;
        _attention = new BertAttention(options, width, width);
        if (forQueries && contextWidth > 0 && index % options.CrossEvery == 0) _cross = new BertAttention(options, width, contextWidth);
        if (forEeg) (_eegIn, _eegOut) = (Intermediate(width, hidden), new BertOutput(hidden, width, options.Dropout));
        if (forQueries) (_queryIn, _queryOut) = (Intermediate(width, hidden), new BertOutput(hidden, width, options.Dropout));
        RegisterComponents();
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="x">[R, L + T, D].</param>
    /// <param name="view">Who sees whom.</param>
    /// <returns>The same, or in the last layer the part that is returned.</returns>
    public override Tensor forward(Tensor x, QFormerView view)
    {
        using var scope = NewDisposeScope();
        var tokens = view.Self.Readers.Take(x);
        x = view.Self.Readers.Put(Attend(_attention, tokens, tokens, view.Self, "self"));
        var queries = _queryOut is null ? null : FeedQueries(x.narrow(1, 0, _queries), view.Cross);
        var eeg = _eegOut is null ? null : FeedEeg(x.narrow(1, _queries, x.shape[1] - _queries), view.Eeg);
        return cat([.. new[] { queries, eeg }.OfType<Tensor>()], 1).MoveToOuterDisposeScope();
    }

    private Tensor FeedQueries(Tensor queries, QFormerCross? cross)
    {
        if (_cross is not null && cross is not null)
            queries = cross.Rows.PutInto(queries, Attend(_cross, cross.Rows.Take(queries), cross.Source, cross.View, "contexts"));
        return Feed(queries, _queryIn!, _queryOut!);
    }

    private Tensor FeedEeg(Tensor eeg, PresentRows rows) =>
        rows.Count == 0 ? eeg : rows.Put(Feed(rows.Take(eeg), _eegIn!, _eegOut!));

    private static Tensor Attend(BertAttention attention, Tensor x, Tensor source, AttentionView view, string name)
    {
        using var _ = Diagnostics.Within(name);
        return attention.call(x, source, view);
    }

    private static Tensor Feed(Tensor x, Sequential intermediate, BertOutput output)
    {
        using var _ = Diagnostics.Within("feed_forward");
        return output.call(intermediate.call(x), x);
    }

    private static Sequential Intermediate(long width, long hidden) => Sequential(("dense", new Projection(width, hidden)), ("gelu", GELU()));
}
