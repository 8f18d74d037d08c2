using Eegavi.Fusion;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>The fusion blocks that are measured: four rows of 64 query tokens, D = 384, and contexts of 512 x 768, 64 x 384 and 512 x 768; six heads of 64.</summary>
internal static class FusionCases
{
    private const int Rows = 4, Width = 384, Tokens = 64;
    private const string Absent = "gated-xattn, one context in half the rows";
    private static readonly (int Count, int Width)[] Contexts = [(512, 768), (64, 384), (512, 768)], Table = [(1, 32)];

    // The gates stand half open, so that nothing that is measured is multiplied by 0. Dropout draws other numbers in each language.
    private static readonly GatedCrossAttentionOptions Gated = new()
    {
        Heads = 6,
        SelfAttention = true,
        Gate = new TanhGateOptions { Init = 0.5 },
    };

    private static readonly Dictionary<string, object?> Known = new()
    {
        ["gated-xattn, parallel"] = Gated,
        ["gated-xattn, concat"] = Gated with { Layout = ContextLayout.Concat },
        ["gated-xattn, sequential"] = Gated with { Layout = ContextLayout.Sequential },
        ["gated-xattn, competitive"] = Gated with { Layout = ContextLayout.Competitive },
        ["gated-xattn, band"] = Gated with { Visibility = new BandVisibilityOptions { Seconds = 4 } },
        [Absent] = Gated,
        ["q-former"] = new QFormerOptions { Depth = 2, Heads = 6, Dropout = 0 },
        ["prefix"] = new PrefixOptions { Heads = 6 },
        ["film-sidecar"] = null,
        ["mag"] = new AdaptationGateOptions { Dropout = 0 },
        ["late-sum"] = null,
        ["late-concat"] = new LateConcatOptions { Dropout = 0 },
        ["late-gated"] = null,
        ["late-cross-attention"] = null,
        ["tensor"] = null,
        ["low-rank"] = null,
        ["multiplicative"] = null,
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    public static BlockCase Make(string name)
    {
        var contexts = (name == "film-sidecar" ? Table : Contexts).Select(size => BlockInputs.Sequence(Rows, size.Count, size.Width)).ToArray();
        if (name == Absent) contexts[2].Valid.narrow(0, Rows / 2, Rows / 2).fill_(false);
        return Make(name, new Part<IFusionBlock>(name.Split(',')[0], Known[name]), BlockInputs.Sequence(Rows, Tokens, Width), contexts);
    }

    /// <summary>One attention over one long context, nothing else.</summary>
    public static BlockCase Make(string name, int queries, int keys)
    {
        var block = new Part<IFusionBlock>("gated-xattn", Gated with { SelfAttention = false, FeedForwardMultiplier = 0 });
        return Make(name, block, BlockInputs.Sequence(1, queries, Width), BlockInputs.Sequence(1, keys, Width));
    }

    private static BlockCase Make(string name, Part<IFusionBlock> part, TokenSequence query, params TokenSequence[] contexts)
    {
        int[] widths = [.. contexts.Select(context => (int)context.Values.shape[2])];
        var block = BlockCases.Parts.Create(part, new PartSizes { Width = Width, InputWidth = Width, ContextWidths = widths });
        var masks = contexts.Select((context, i) => ($"valid_{i}", context.Valid)).Prepend(("valid", query.Valid));
        var values = contexts.Select((context, i) => ($"context_{i}", context.Values)).Prepend(("query", query.Values));
        return new(name, (nn.Module)block, [.. values, .. masks], () => block.call(query, contexts).Values);
    }
}
