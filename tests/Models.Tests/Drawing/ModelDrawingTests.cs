using System.Reflection;
using System.Text.RegularExpressions;
using Eegavi.Fusion;
using Eegavi.Models.Drawing;
using Eegavi.Models.Inspection;
using Eegavi.Plugins;

namespace Eegavi.Models.Tests.Drawing;

public partial class ModelDrawingTests
{
    private static readonly PartCatalog Catalog = PartCatalog.Scan(new[] { "EEGAVI.Encoders", "EEGAVI.Fusion", "EEGAVI.Losses" }.Select(Assembly.Load));

    private static readonly Dictionary<string, WindowShape> Windows = new()
    {
        ["eeg"] = new("N E", [5, 6], 0, 1),
        ["audio"] = new("N E", [7, 4], 0, 1),
        ["video"] = new("N E", [8, 3], 0, 1),
        ["ratings"] = new("K", [2], 0, 0),
    };

    private static string Draw(ModelSpec spec, params LossSpec[] losses)
    {
        using var model = Make.Model(spec);
        using var objective = losses.Length == 0 ? null : new ObjectiveBuilder(Make.Parts).Build(losses, model);
        return ModelDrawing.Draw(model.Spec, DryRun.Of(model, Windows, objective: objective), Catalog, "a \"model\"");
    }

    private static ModelSpec Gated(Func<GatedCrossAttentionOptions, GatedCrossAttentionOptions>? with = null)
    {
        var options = new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 4, Visibility = new("band", new BandVisibilityOptions { Seconds = 0.5 }), Position = new("rotary") };
        return Make.Spec() with { Fusion = [new() { Block = new("gated-xattn", with is null ? options : with(options)) }] };
    }

    // "a -> b" for each edge.
    private static string[] Edges(string graph) => [.. EdgeLine().Matches(graph).Select(edge => $"{edge.Groups[1].Value} -> {edge.Groups[2].Value}")];

    [GeneratedRegex("^  \"([^\"]+)\" -> \"([^\"]+)\" ", RegexOptions.Multiline)]
    private static partial Regex EdgeLine();

    [Fact]
    public void EachContext_HasItsOwnAttentionAndGate()
    {
        var graph = Draw(Gated());
        Edges(graph).Should().Contain([
            "query.window -> query.encoder", "query.encoder -> query.to_width",
            "context_audio.encoder -> fusion_0.audio.attention", "query.to_width -> fusion_0.audio.attention", "fusion_0.audio.attention -> fusion_0.audio.gate", "fusion_0.audio.gate -> fusion_0.sum",
            "context_video.encoder -> fusion_0.video.attention", "fusion_0.video.gate -> fusion_0.sum",
            "query.to_width -> fusion_0.sum", "fusion_0.ff.gate -> fusion_0.ff.sum", "fusion_0.ff.sum -> pooling", "pooling -> embedding", "embedding -> head_mood",
        ]);
        graph.Should().ContainAll("× tanh", "K, V · band 0.5 s", "2 heads, rotary", "[B, T=5, D=16]", "[B, N=7, E=4]", "[B, D=16]", "[B, K=3]", "label=\"a 'model'\"");
    }

    [Fact]
    public void Concat_IsOneAttentionOfAllContexts() => Edges(Draw(Gated(options => options with { Layout = ContextLayout.Concat }))).Should()
        .Contain(["context_audio.encoder -> fusion_0.joined.attention", "context_video.encoder -> fusion_0.joined.attention"]).And.NotContain("context_audio.encoder -> fusion_0.audio.attention");

    [Fact]
    public void Sequential_IsOneContextAfterTheOther_WithTheTokensReadingThemselvesFirst() =>
        Edges(Draw(Gated(options => options with { Layout = ContextLayout.Sequential }))).Should()
            .Contain(["fusion_0.self.sum -> fusion_0.audio.attention", "fusion_0.audio.sum -> fusion_0.video.attention", "fusion_0.video.sum -> fusion_0.ff"]);

    [Fact]
    public void Competitive_SaysThatContextsShareTheirWeight() => Draw(Gated(options => options with { Layout = ContextLayout.Competitive })).Should().Contain("softmax weight");

    [Fact]
    public void ABlockWithoutGates_IsOneBox()
    {
        var spec = Make.Spec("late-concat") with { Sidecars = new Dictionary<string, SidecarSpec> { ["ratings"] = new() { Encoder = new() { Encoder = new("tabular", new Encoders.TabularEncoderOptions { Columns = 2 }) } } } };
        var graph = Draw(spec with { Fusion = [new() { Block = new("film-sidecar"), From = ["ratings"] }, .. spec.Fusion] });
        Edges(graph).Should().Contain(["sidecar_ratings.encoder -> fusion_0", "query.to_width -> fusion_0", "fusion_0 -> fusion_1", "context_audio.encoder -> fusion_1", "fusion_1 -> pooling"]);
        graph.Should().ContainAll("training only", "late-concat");
    }

    [Fact]
    public void Losses_AreTiedToTheirEnds_ThroughTheirProjectors()
    {
        var graph = Draw(
            Gated(),
            new LossSpec { Loss = new("siglip", new Losses.SigLipOptions { ProjectionWidth = 9 }) },
            new LossSpec { Loss = new("query-preserve", new Losses.QueryPreserveOptions { Projector = Losses.Projection.None }), Weight = 0.25 },
            new LossSpec { Loss = new("self-distill") },
            new LossSpec { Loss = new("cross-entropy"), Head = "mood" });
        Edges(graph).Should().Contain([
            "embedding -> siglip.0", "siglip.0 -> siglip", "context_audio.encoder -> siglip.1", "context_video.encoder -> siglip.2",
            "embedding -> query-preserve", "query.to_width -> query-preserve", "teacher.ema.fused -> self-distill", "head_mood -> cross-entropy",
        ]);
        graph.Should().ContainAll("[B, P=9]", "weight 0.25", "label mood");
    }

    [Fact]
    public void AFrozenEncoder_IsMarked()
    {
        var spec = Make.Spec();
        var frozen = spec.Query.Encoder with { Encoder = new("precomputed", new Encoders.PrecomputedEncoderOptions { Width = 6, OutputWidth = 4 }), Frozen = true };
        Draw(spec with { Query = spec.Query with { Encoder = frozen } }).Should().ContainAll("encoder, frozen", "dashed");
    }
}
