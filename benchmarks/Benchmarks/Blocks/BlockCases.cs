using Eegavi.Fusion;
using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>The parts that are measured one by one, at sizes of the default model: D = 384, contexts 768 and 384 wide, six heads of 64.</summary>
internal static class BlockCases
{
    private const int Rows = 4, Width = 384, Tokens = 64;
    private static readonly int[] Contexts = [768, 384, 768];
    private static readonly Parts Parts = new(PartCatalog.Scan(typeof(GatedCrossAttention).Assembly));

    private static readonly Dictionary<string, Func<BlockCase>> Known = new()
    {
        ["gated-xattn"] = () => Fusion("gated-xattn", Gated),
        ["gated-xattn, band"] = () => Fusion("gated-xattn, band", Gated with { Visibility = new("band", new BandVisibilityOptions { Seconds = 4 }) }),
        ["film-sidecar"] = () => Fusion("film-sidecar", null, 32),
        ["late-sum"] = () => Fusion("late-sum", null, Contexts),
        ["late-concat"] = () => Fusion("late-concat", new LateConcatOptions { Dropout = 0 }, Contexts),
        ["late-gated"] = () => Fusion("late-gated", null, Contexts),
        ["perceiver"] = () => Resampler("perceiver", new PerceiverResamplerOptions { Heads = 12 }),
        ["mean-pool"] = () => Resampler("mean-pool", null),
    };

    /// <summary>Every name, in the order of the table.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>Makes a case; <c>keys 8192</c> is the gated block over one context of so many tokens.</summary>
    public static BlockCase Make(string name)
    {
        manual_seed(1);
        return name.StartsWith("keys ", StringComparison.Ordinal)
            ? Keys(name, int.Parse(name[5..], System.Globalization.CultureInfo.InvariantCulture))
            : Known[name]();
    }

    // The gates stand half open, so that nothing that is measured is multiplied by 0.
    private static GatedCrossAttentionOptions Gated => new()
    {
        Heads = 6,
        HeadWidth = 64,
        SelfAttention = true,
        Gate = new("tanh", new TanhGateOptions { Init = 0.5 }),
    };

    private static BlockCase Fusion(string name, object? options, params int[] widths) =>
        Fusion(name, options, widths.Length > 0 ? widths : Contexts, width => BlockInputs.Sequence(Rows, width switch { 768 => 512, 384 => 64, _ => 1 }, width));

    private static BlockCase Keys(string name, int count) =>
        Fusion(name, Gated with { SelfAttention = false, FeedForwardMultiplier = 0 }, [Width], width => BlockInputs.Sequence(1, count, width), rows: 1);

    private static BlockCase Fusion(string name, object? options, int[] widths, Func<int, TokenSequence> context, int rows = Rows)
    {
        var type = name.StartsWith("keys", StringComparison.Ordinal) ? "gated-xattn" : name.Split(',')[0];
        var block = Parts.Create(new Part<IFusionBlock>(type, options), new PartSizes { Width = Width, InputWidth = Width, ContextWidths = widths });
        var query = BlockInputs.Sequence(rows, Tokens, Width);
        TokenSequence[] contexts = [.. widths.Select(context)];
        var masks = contexts.Select((tokens, i) => ($"valid_{i}", tokens.Valid)).Prepend(("valid", query.Valid));
        var values = contexts.Select((tokens, i) => ($"context_{i}", tokens.Values)).Prepend(("query", query.Values));
        return new(name, (nn.Module)block, [.. values, .. masks], () => block.call(query, contexts).Values);
    }

    private static BlockCase Resampler(string name, object? options)
    {
        var resampler = Parts.Create(new Part<IResampler>(name, options), new PartSizes { InputWidth = 768 });
        // Without weights there is nothing to learn of frozen media.
        var media = BlockInputs.Media(Rows, 8, 98, 768, frozen: ((nn.Module)resampler).parameters().Any());
        return new(name, (nn.Module)resampler, [("media", media.Values), ("valid", media.Valid)], () => resampler.call(media).Values);
    }
}
