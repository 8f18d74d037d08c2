using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What blocks multiply: each linear map once, keys and values in one product, and rows without a modality not at all. B=3, T=5, M=7 and 4, D=16, E=12 and 10.</summary>
public sealed class BlockCostTests
{
    private static readonly GatedCrossAttentionOptions Gated = new() { Depth = 2, Heads = 2, HeadWidth = 4 };

    public static TheoryData<string, object?> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, object?>();
            foreach (var (name, options) in Alone) blocks.Add(name, options);
            foreach (var layout in Enum.GetValues<ContextLayout>()) blocks.Add("gated-xattn", Gated with { Layout = layout });
            blocks.Add("gated-xattn", Gated with { OwnQueries = true });
            return blocks;
        }
    }

    /// <summary>Blocks in which a row without EEG costs no more than alone.</summary>
    public static TheoryData<string, object?> WithoutEeg
    {
        get
        {
            var blocks = new TheoryData<string, object?>();
            foreach (var (name, options) in Alone) blocks.Add(name, options);
            return blocks;
        }
    }

    private static IEnumerable<(string, object?)> Alone =>
    [
        ("q-former", new QFormerOptions { Queries = 6, Depth = 3, Heads = 2, HeadWidth = 4, Returns = QFormerReturn.Both }),
        ("prefix", new PrefixOptions { Depth = 2, Heads = 2, HeadWidth = 4 }),
        ("late-cross-attention", null), ("mag", null), ("film-sidecar", null), ("late-sum", null), ("late-concat", null), ("late-gated", null),
        ("tensor", new TensorFusionOptions { Inner = 3 }), ("low-rank", null), ("multiplicative", null),
    ];

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_RowsWithoutAContext_CostNothing(string name, object? options) => CostsWhatItsRowsCostAlone(name, options, "111", "101", "011");

    [Theory, MemberData(nameof(WithoutEeg))]
    public void Forward_RowsWithoutEeg_CostNothing(string name, object? options) => CostsWhatItsRowsCostAlone(name, options, "101", "110", "111");

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_MultipliesByEachMapOnce(string name, object? options)
    {
        var block = Block(name, options);
        using var maps = new MapRows(block);
        Call(block, "111", "111", "111");
        maps.Calls.Should().NotBeEmpty();
        maps.Calls.Values.Should().OnlyContain(calls => calls == 1);
        maps.Calls.Keys.Should().NotContain(map => map.EndsWith(".key", StringComparison.Ordinal) || map.EndsWith(".value", StringComparison.Ordinal), "keys and values are one product");
    }

    private static void CostsWhatItsRowsCostAlone(string name, object? options, string query, string audio, string video)
    {
        var block = Block(name, options);
        var together = Rows(block, query, audio, video);
        var alone = Enumerable.Range(0, 3).Select(row => Rows(block, $"{query[row]}", $"{audio[row]}", $"{video[row]}")).ToList();
        foreach (var (map, rows) in together) rows.Should().Be(alone.Sum(one => one.GetValueOrDefault(map)), map);
    }

    private static Dictionary<string, long> Rows(nn.Module block, string query, string audio, string video)
    {
        using var maps = new MapRows(block);
        Call(block, query, audio, video);
        return maps.Rows;
    }

    private static void Call(nn.Module block, string query, string audio, string video)
    {
        var rows = query.Length;
        ((IFusionBlock)block).call(Tokens.Random(rows, 5, 16).Only(query), [Tokens.Random(rows, 7, 12).Only(audio), Tokens.Random(rows, 4, 10).Only(video)]).Dispose();
    }

    private static nn.Module Block(string name, object? options) => (nn.Module)Make.Part<IFusionBlock>(name, options, contexts: [12, 10]);

    // The vectors that each linear map of a module is given, and how often it is called.
    private sealed class MapRows : IDisposable
    {
        private readonly List<Action> _removals = [];

        public MapRows(nn.Module module)
        {
            foreach (var (name, map) in module.named_modules().Where(child => child.module is Projection or Linear))
            {
                var hook = ((nn.Module<Tensor, Tensor>)map).register_forward_hook((_, _, y) => { Add(name, y.numel() / y.shape[^1]); return y; });
                _removals.Add(hook.remove);
            }
        }

        public Dictionary<string, long> Rows { get; } = [];

        public Dictionary<string, int> Calls { get; } = [];

        public void Dispose() => _removals.ForEach(remove => remove());

        private void Add(string name, long rows)
        {
            Rows[name] = Rows.GetValueOrDefault(name) + rows;
            Calls[name] = Calls.GetValueOrDefault(name) + 1;
        }
    }
}
