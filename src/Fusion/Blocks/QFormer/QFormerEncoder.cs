using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>What the layers of a Q-Former share: who sees whom.</summary>
/// <param name="Self">[queries; EEG] among themselves.</param>
/// <param name="Cross">The contexts as the queries read them; null = no row has any.</param>
internal sealed record QFormerView(AttentionView Self, QFormerCross? Cross);

/// <summary>The contexts in the rows that have any.</summary>
/// <param name="Rows">Those rows.</param>
/// <param name="Source">[R, M, W] their tokens.</param>
/// <param name="View">Learned queries that read them.</param>
internal sealed record QFormerCross(PresentRows Rows, Tensor Source, AttentionView View)
{
    /// <summary>The view of contexts that were joined.</summary>
    public static QFormerCross? Of(TokenSequence queries, TokenSequence? contexts, IPosition position)
    {
        if (contexts is null) return null;
        var rows = PresentRows.Of(contexts.Present());
        var key = rows.Take(contexts);
        return new(rows, key.Values, AttentionView.Of(rows.Take(queries), key, Sight.All, position));
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
