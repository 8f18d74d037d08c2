using TorchSharp;

namespace Eegavi.Models.Tests;

public class ModelBuilderTests
{
    [Fact]
    public void Build_ReadingFromNowhere_NamesEveryError()
    {
        var spec = Make.Spec() with
        {
            Fusion = [new() { Block = new("late-concat"), From = ["audio", "vidoe"] }, new() { Block = new("film-sidecar"), From = ["ratings"] }],
        };
        FluentActions.Invoking(() => Make.Model(spec)).Should().Throw<ArgumentException>()
            .WithMessage("model.fusion[0].from: expected a context or sidecar (audio, video); got 'vidoe'.*model.fusion[1].from: *'ratings'.");
    }

    [Fact]
    public void Build_SidecarThatNothingReads_IsAnError()
    {
        var spec = Make.Spec("gated-xattn") with { Sidecars = new Dictionary<string, SidecarSpec> { ["ratings"] = new() { Encoder = new() { Encoder = new("tabular") } } } };
        FluentActions.Invoking(() => Make.Model(spec)).Should().Throw<ArgumentException>()
            .WithMessage("model.sidecars.ratings: no fusion block reads it*");
    }

    [Fact]
    public void Build_AdditiveBlockUnderABentHead_IsAnError()
    {
        var spec = Make.Spec("late-sum") with { Heads = new Dictionary<string, HeadSpec> { ["mood"] = new() { Head = new("mlp") } } };
        FluentActions.Invoking(() => Make.Model(spec)).Should().Throw<ArgumentException>()
            .WithMessage("model.heads.mood.type: expected a linear head, since fusion block 'late-sum' is additive only under one; got 'mlp'.");
    }

    [Fact]
    public void Build_SameSeed_SameWeights()
    {
        using var one = Make.Model(Make.Spec("gated-xattn"), seed: 5);
        using var two = Make.Model(Make.Spec("gated-xattn"), seed: 5);
        one.parameters().Zip(two.parameters()).Should().OnlyContain(pair => pair.First.equal(pair.Second).all().ToBoolean());
    }

    [Fact]
    public void Build_Twice_SharesNothing()
    {
        using var one = Make.Model(Make.Spec("gated-xattn"));
        using var two = Make.Model(Make.Spec("gated-xattn"));
        one.parameters().Select(p => p.Handle).Should().NotIntersectWith(two.parameters().Select(p => p.Handle));
    }
}
