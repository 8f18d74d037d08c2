using Eegavi.Training.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests.Monitoring;

public class HeldBackMonitorTests
{
    private readonly PairData _data = new();

    [Fact]
    public void Look_AContrastiveModel_SeesLossesVectorsAndParts()
    {
        var (report, _) = Look("""{ "training": { "monitor": { "rows": 1024 } } }""");

        report.Rows.Should().Be(120);
        report.ShuffledLoss.Should().BePositive();
        report.Terms.Keys.Should().Contain(["siglip", "siglip.part.context.audio", "query-preserve"]);
        report.Terms["siglip"].Should().BeApproximately(report.Terms["siglip.part.context.audio"] + report.Terms["siglip.part.query"], 1e-5);
        report.Ends.Select(e => (e.Term, e.End)).Should().Equal(("query-preserve", "query"), ("siglip", "context.audio"), ("siglip", "query"));
        report.Targets.Select(t => t.Term).Should().Equal("siglip");
        report.Parts.Keys.Should().Contain(["fusion_0.layer_0.audio.gate", "fusion_0.layer_0.audio.ratio", "fusion_0.layer_0.audio.entropy"]);
        report.ContextRatio.Should().BePositive();
        report.Subject!.Chance.Should().BeApproximately(1 / 6.0, 1e-12);
        report.Figures().Keys.Should().Contain(["embedding/rank", "retrieval/siglip.context.audio.within.top1", "cosine/siglip.bound", "parts/fusion_0.layer_0.audio.entropy"]);
        report.Histograms["embedding/lengths"].Count.Should().Be(120);
    }

    [Fact]
    public void Look_NoRowsWanted_SeesTheLossAlone()
    {
        var (report, _) = Look("""{ "training": { "monitor": { "rows": 0 } } }""");

        report.Loss.Should().BePositive();
        (report.ShuffledLoss, report.Spread, report.Seen).Should().Be((null, null, 0));
        report.Figures().Should().BeEmpty();
    }

    [Fact]
    public void Look_FewRowsWanted_StopsThere() => Look("""{ "training": { "monitor": { "rows": 30 } } }""").Report.Seen.Should().Be(32, "batches are taken whole");

    [Fact]
    public void Look_LeavesNoTensorBehind()
    {
        var (_, validator) = Look("{}");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        validator.Look(2);

        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Gradients_AreToldByPart()
    {
        var (model, objective, _) = Bench.Build(Bench.Json(Contrastive));
        using var batch = _data.Make([0, 1, 2, 3]);
        objective.call(model.call(batch), batch).Total!.backward();
        var norms = new GradientNorms(model, objective).Read();

        norms.Keys.Should().Contain(["query", "fusion_0", "loss.siglip", "loss.query-preserve"]).And.NotContain("head_pair", "no loss stands on the head");
        norms["fusion_0"].Should().BeApproximately(
            Math.Sqrt(model.named_parameters().Where(p => p.name.StartsWith("fusion_0", StringComparison.Ordinal)).Sum(p => p.parameter.grad!.square().sum().ToDouble())), 1e-5);
    }

    private const string Contrastive = """
        {
          "model": {
            "context": { "audio": { "encoder": { "type": "precomputed", "width": 2 } } },
            "fusion": [ { "type": "gated-xattn", "heads": 2, "headWidth": 4, "gate": { "type": "tanh", "init": 0.5 } } ]
          },
          "losses": [ { "type": "siglip", "between": ["fused", "context.audio", "query"] }, { "type": "query-preserve" } ]
        }
        """;

    private (HeldBackReport Report, Validator Validator) Look(string patch)
    {
        var (model, objective, spec) = Bench.Build((System.Text.Json.Nodes.JsonObject)Plugins.JsonMergePatch.Apply(Bench.Json(Contrastive), Bench.Json(patch))!);
        var validator = new Validator(model, objective, _data, _data.All, _data.Subjects, spec.Training);
        return (validator.Look(1), validator);
    }
}
