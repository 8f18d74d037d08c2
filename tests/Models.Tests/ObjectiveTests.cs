using TorchSharp;

namespace Eegavi.Models.Tests;

public class ObjectiveTests
{
    private readonly FusionModel _model = Make.Model(Make.Spec("gated-xattn"));
    private readonly Batch _batch = Make.Batch();

    private Objective Build(params LossSpec[] losses) => new ObjectiveBuilder(Make.Parts).Build(losses, _model);

    [Fact]
    public void Forward_IsTheWeightedSumOfItsTerms()
    {
        using var objective = Build(new() { Loss = new("cross-entropy"), Head = "mood", Weight = 0.5 }, new() { Loss = new("siglip"), Weight = 3 });
        using var output = _model.call(_batch);
        var value = objective.call(output, _batch);
        var expected = 0.5 * value.Terms["cross-entropy"].Value!.ToDouble() + 3 * value.Terms["siglip"].Value!.ToDouble();
        value.Total!.ToDouble().Should().BeApproximately(expected, 1e-5);
        value.Terms["cross-entropy"].Rows.Should().Be(2, "the third row has no label");
    }

    [Theory]
    [InlineData(0.0, true, 2.0)]
    [InlineData(0.3, true, 1.5)]
    [InlineData(0.5, true, 1.0)]
    [InlineData(0.9, true, 1.0)]
    [InlineData(0.0, false, 1.0)]
    public void Forward_WeightThatChanges_FollowsTheRun(double progress, bool isTraining, double expected)
    {
        using var objective = Build(new LossSpec { Loss = new("cross-entropy"), Head = "mood", Weight = new() { From = 2, To = 1, After = 0.1, Over = 0.4 } });
        objective.train(isTraining);
        objective.Progress = progress;
        using var output = _model.call(_batch);
        var value = objective.call(output, _batch);
        (value.Total!.ToDouble() / value.Terms["cross-entropy"].Value!.ToDouble()).Should().BeApproximately(expected, 1e-5);
    }

    [Fact]
    public void Forward_TwoOfOneKind_AreToldApartByPlace()
    {
        using var objective = Build(new() { Loss = new("siglip"), Between = ["fused", "context.audio"] }, new() { Loss = new("siglip"), Between = ["query", "context.*"] });
        using var output = _model.call(_batch);
        objective.call(output, _batch).Terms.Keys.Should().Equal("siglip_0", "siglip_1");
    }

    [Fact]
    public void Build_LossWithoutItsHead_SaysWhichThereAre() => FluentActions.Invoking(() => Build(new LossSpec { Loss = new("cross-entropy") }))
        .Should().Throw<ArgumentException>().WithMessage("losses[0].head: *'cross-entropy'*Heads: mood.");

    [Fact]
    public void Build_UnknownVector_SaysWhichThereAre() => FluentActions.Invoking(() => Build(new LossSpec { Loss = new("siglip"), Between = ["fused", "context.smell"] }))
        .Should().Throw<ArgumentException>().WithMessage("losses[0].between: expected one of context.audio, context.video, fused, query; got 'context.smell'.");

    [Fact]
    public void Build_ContrastWithoutContexts_IsAnError()
    {
        using var alone = Make.Model(Make.Spec("gated-xattn") with { Only = "eeg" });
        FluentActions.Invoking(() => new ObjectiveBuilder(Make.Parts).Build([new() { Loss = new("siglip") }], alone))
            .Should().Throw<ArgumentException>().WithMessage("losses[0].between: expected at least two vectors*");
    }

    [Fact]
    public void Forward_LabelThatTheBatchLacks_IsAnError()
    {
        using var objective = Build(new LossSpec { Loss = new("cross-entropy"), Head = "mood", Label = "weather" });
        using var output = _model.call(_batch);
        objective.Invoking(o => o.call(output, _batch)).Should().Throw<ArgumentException>().WithMessage("Expected a batch with the label 'weather'; got mood.");
    }
}
