using Eegavi.Fusion;
using Eegavi.Models.Inspection;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests.Inspection;

/// <summary>Diagnostics of the real blocks: what they say when asked, and that they cost nothing when not.</summary>
public class DiagnosticsCostTests
{
    private const int Queries = 5, Keys = 7, Heads = 2, HeadWidth = 4;

    private static readonly Dictionary<string, WindowShape> Windows = new() { ["eeg"] = new("N E", [Queries, 6], 0, 1), ["audio"] = new("N E", [Keys, 4], 0, 1), ["video"] = new("N E", [8, 3], 0, 1) };

    private static FusionModel Model()
    {
        var options = new GatedCrossAttentionOptions { Heads = Heads, HeadWidth = HeadWidth, FeedForwardMultiplier = 0, Gate = new("tanh", new TanhGateOptions { Init = 0.5 }) };
        return Make.Model(Make.Spec() with { Fusion = [new() { Block = new("gated-xattn", options), From = ["audio"] }] });
    }

    [Fact]
    public void Asked_TheBlockTellsGateRatioEntropyAndMass()
    {
        using var model = Model();
        var said = DryRun.Of(model, Windows, diagnostics: true).Diagnostics;
        said.Keys.Should().Equal("fusion_0.layer_0.audio.entropy", "fusion_0.layer_0.audio.gate", "fusion_0.layer_0.audio.mass", "fusion_0.layer_0.audio.ratio");
        said["fusion_0.layer_0.audio.gate"].Should().BeApproximately(Math.Tanh(0.5), 1e-6);
        said["fusion_0.layer_0.audio.mass"].Should().BeApproximately(1, 1e-6);
        said["fusion_0.layer_0.audio.entropy"].Should().BeInRange(0.5, Math.Log(Keys));
        said["fusion_0.layer_0.audio.ratio"].Should().BeGreaterThan(0);
    }

    [Fact]
    public void NobodyAsks_NoProductIsComputedForIt()
    {
        using var model = Model();
        long Products(bool diagnostics) => DryRun.Of(model, Windows, diagnostics: diagnostics).Stages.Single(stage => stage.Name == "fusion_0").MultiplyAdds;
        const int inner = Heads * HeadWidth;
        var attention = (Queries * 16 * inner) + (Keys * 4 * 2 * inner) + (2 * Queries * Keys * inner) + (Queries * inner * 16);
        Products(diagnostics: false).Should().Be(attention, "these are the block's own");
        Products(diagnostics: true).Should().Be(attention + (Queries * Keys * inner), "the logits are computed again for entropy and mass");
    }

    [Fact]
    public void NobodyAsks_NoTensorIsMadeForIt()
    {
        using var model = Model();
        model.eval();
        using var batch = Make.Batch();
        using var off = no_grad();
        Made(model, batch);
        var silent = Made(model, batch);
        using (Diagnostics.Collect()) Made(model, batch).Should().BeGreaterThan(silent);
        Made(model, batch).Should().Be(silent);
    }

    private static long Made(FusionModel model, Batch batch)
    {
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount;
        using var output = model.call(batch);
        return statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount - before;
    }
}
