using System.Reflection;
using Eegavi.Models.Inspection;
using Eegavi.Plugins;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Models.Tests.Inspection;

/// <summary>Options of <see cref="TellingBlock"/>.</summary>
public sealed record TellingBlockOptions
{
    /// <summary>Whether it has anything to say.</summary>
    public bool Tells { get; init; } = true;
}

/// <summary>Says how large the query is, as blocks do.</summary>
[Part("telling")]
public sealed class TellingBlock(TellingBlockOptions options) : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>("telling"), IFusionBlock
{
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        if (options.Tells && Diagnostics.Wanted) Diagnostics.Report("contexts", full([1], contexts.Count));
        return query;
    }
}

public class BlockDiagnosticsTests
{
    private static readonly IParts Parts = new Parts(PartCatalog.Scan([Assembly.Load("EEGAVI.Encoders"), Assembly.Load("EEGAVI.Fusion"), typeof(TellingBlock).Assembly]));

    private static FusionModel Model(bool tells = true)
    {
        var block = new FusionSpec { Block = new("telling", new TellingBlockOptions { Tells = tells }) };
        return new ModelBuilder(Parts).Build(Make.Spec() with { Fusion = [block, block with { From = ["audio"] }] });
    }

    [Fact]
    public void Reports_StandUnderTheirBlock()
    {
        using var model = Model();
        var windows = new Dictionary<string, WindowShape> { ["eeg"] = new("N E", [5, 6], 0, 1), ["audio"] = new("N E", [7, 4], 0, 1), ["video"] = new("N E", [8, 3], 0, 1) };
        DryRun.Of(model, windows, diagnostics: true).Diagnostics.Should()
            .Equal(new Dictionary<string, double> { ["fusion_0.contexts"] = 2, ["fusion_1.contexts"] = 1 });
        DryRun.Of(model, windows).Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public void NobodyAsks_NoTensorIsMadeForIt()
    {
        using var telling = Model();
        using var silent = Model(tells: false);
        using var batch = Make.Batch();
        Made(telling, batch).Should().Be(Made(silent, batch));
        using var asked = Diagnostics.Collect();
        Made(telling, batch).Should().BeGreaterThan(Made(silent, batch));
    }

    private static long Made(FusionModel model, Batch batch)
    {
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount;
        using var output = model.call(batch);
        return statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount - before;
    }
}
