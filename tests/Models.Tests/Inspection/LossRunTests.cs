using Eegavi.Models.Inspection;

namespace Eegavi.Models.Tests.Inspection;

public class LossRunTests
{
    private static readonly Dictionary<string, WindowShape> Windows = new()
    {
        ["eeg"] = new("N E", [5, 6], 0, 1),
        ["audio"] = new("N E", [7, 4], 0, 1),
        ["video"] = new("N E", [8, 3], 0, 1),
    };

    private static IReadOnlyList<LossReport> Run(ModelSpec spec, params LossSpec[] losses)
    {
        using var model = Make.Model(spec);
        using var objective = new ObjectiveBuilder(Make.Parts).Build(losses, model);
        var report = DryRun.Of(model, Windows, objective: objective);
        report.Losses.Sum(loss => loss.Parameters).Should().Be(objective.parameters().Sum(p => p.numel()));
        return report.Losses;
    }

    [Fact]
    public void Ends_AreTheVectorsThatTheLossCompares_AndWhatItsProjectorsMakeOfThem()
    {
        var loss = Run(Make.Spec("gated-xattn"), new LossSpec { Loss = new("siglip", new Losses.SigLipOptions { ProjectionWidth = 9 }), Weight = 0.5 }).Single();
        (loss.Name, loss.Weight).Should().Be(("siglip", 0.5));
        loss.Ends.Select(end => $"{end.Stage} {end.Shape} {end.Projected}").Should()
            .Equal("fused [B, D=16] [B, P=9]", "context.audio [B, D=4] [B, P=9]", "context.video [B, D=3] [B, P=9]");
        // Each projector: E·9 and 9·9.
        loss.MultiplyAdds.Should().Be((16 + 4 + 3) * 9 + 3 * 9 * 9);
    }

    [Fact]
    public void Ends_WithoutProjectors_AreComparedAsTheyAre()
    {
        var options = new Losses.QueryPreserveOptions { Projector = Losses.Projection.None };
        Run(Make.Spec(), new LossSpec { Loss = new("query-preserve", options) }).Single().Ends.Should().OnlyContain(end => end.Projected == null);
    }

    [Fact]
    public void Ends_OfASharedProjector_AllGoThroughIt()
    {
        var options = new Losses.QueryPreserveOptions { Projector = Losses.Projection.Shared, ProjectionWidth = 9 };
        Run(Make.Spec(), new LossSpec { Loss = new("query-preserve", options) }).Single().Ends.Select(end => $"{end.Projected}").Should().Equal("[B, P=9]", "[B, P=9]");
    }

    [Fact]
    public void SupervisedLosses_GetLabelsThatFitThem()
    {
        var spec = Make.Spec() with { Heads = new Dictionary<string, HeadSpec> { ["mood"] = new() { Outputs = 3 }, ["level"] = new() { Outputs = 1 } } };
        var losses = Run(
            spec,
            new LossSpec { Loss = new("cross-entropy"), Head = "mood" },
            new LossSpec { Loss = new("multi-label"), Head = "mood", Labels = ["joy", "fear", "rage"] },
            new LossSpec { Loss = new("ordinal", new Losses.OrdinalOptions { Levels = 9, Lowest = 1 }), Head = "level", Label = "arousal" },
            new LossSpec { Loss = new("ccc"), Head = "level", Label = "liking" });
        losses.Select(loss => $"{loss.Name} {loss.Head} {string.Join('+', loss.Labels)}").Should()
            .Equal("cross-entropy mood mood", "multi-label mood joy+fear+rage", "ordinal level arousal", "ccc level liking");
    }

    [Fact]
    public void TheModelsOwnAverage_IsATeacherToo() =>
        Run(Make.Spec(), new LossSpec { Loss = new("self-distill") }).Single().Ends[1].Stage.Should().Be("teacher.ema.fused");
}
