using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>One layer of <see cref="GatedCrossAttention"/>: [self-attention] [what its layout reads] [feed-forward].</summary>
internal abstract class GatedLayer : Module<Tensor, BlockView, Tensor>
{
    // Protected: components are found in the fields that the made type sees.
    [ComponentName(Name = "self")] protected readonly SelfReading? Self;
    [ComponentName(Name = "ff")] protected readonly Sequential? Feed;
    [ComponentName(Name = "ff_gate")] protected readonly IGate? FeedGate;
    [ComponentName(Name = "rebalance")] protected readonly Rebalance? Balance;

    protected GatedLayer(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) : base("layer")
    {
        if (options.ReadsItself) Self = new SelfReading(options, sizes, parts);
        if (options.Rebalance is { } rebalance) Balance = new Rebalance(rebalance, sizes.Width);
        if (options.FeedForwardMultiplier == 0) return;
        Feed = FeedForward.Make(sizes.Width, options.FeedForwardMultiplier, options.Dropout, options.Bias);
        FeedGate = parts.Create(options.FeedForwardGate ?? options.Gate, sizes);
    }

    /// <summary>The layer of a layout.</summary>
    public static GatedLayer Make(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts) => options.Layout switch
    {
        ContextLayout.Concat => new ConcatLayer(options, sizes, parts),
        ContextLayout.Sequential => new SequentialLayer(options, sizes, parts),
        _ => new ParallelLayer(options, sizes, parts),
    };

    /// <summary>Runs the layer.</summary>
    /// <param name="x">[B, T, D].</param>
    /// <param name="view">What is read.</param>
    /// <returns>[B, T, D].</returns>
    public override Tensor forward(Tensor x, BlockView view)
    {
        if (Self is not null) x += Self.call(x, x, view);
        x = ReadContexts(x, view);
        return Feed is null ? x : x + FeedItself(x);
    }

    /// <summary>The tokens with what they read of the contexts.</summary>
    protected abstract Tensor ReadContexts(Tensor x, BlockView view);

    /// <summary>The tokens with what was read beside them: plainly added, or re-balanced where any of them saw anything.</summary>
    /// <param name="x">[B, T, D].</param>
    /// <param name="read">[R, T, D] with the view's rows R, each.</param>
    protected Tensor Add(Tensor x, IReadOnlyList<(PresentRows Rows, KeyMask? Mask, Tensor Read)> read)
    {
        if (read.Count == 0) return x;
        if (Balance is null) return read.Aggregate(x, (sum, part) => part.Rows.AddTo(sum, part.Read));
        var total = read.Skip(1).Aggregate(read[0].Rows.Put(read[0].Read), (sum, part) => part.Rows.AddTo(sum, part.Read));
        var seen = read.Select(part => part.Rows.Put(KeyMask.Seeing(part.Mask, part.Read))).Aggregate((a, b) => a.logical_or(b));
        return Balance.call(x, total, seen);
    }

    private Tensor FeedItself(Tensor x)
    {
        using var _ = Diagnostics.Within("ff");
        return FeedGate!.call(Feed!.call(x), x);
    }
}
