using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests;

public class ModalityDropoutTests
{
    [Fact]
    public void Draw_KeepsAtLeastOneOfWhatWasThere()
    {
        manual_seed(3);
        var present = rand(200, 4).gt(0.5);
        var stays = ModalityDropout.Draw(present, new() { Chance = 0.9, AllDropped = 0 });
        stays.logical_and(present.logical_not()).any().ToBoolean().Should().BeFalse("what was absent stays absent");
        stays.any(1).equal(present.any(1)).all().ToBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.3, 0.7)]
    public void Draw_HidesWithItsChance(double chance, double expected)
    {
        manual_seed(4);
        var present = ones(4000, 12, dtype: ScalarType.Bool);
        ModalityDropout.Draw(present, new() { Chance = chance, AllDropped = 0 }).to_type(ScalarType.Float32).mean().ToDouble().Should().BeApproximately(expected, 0.01);
    }

    [Fact]
    public void Draw_SomeRowsLoseAll()
    {
        manual_seed(5);
        var stays = ModalityDropout.Draw(ones(20_000, 3, dtype: ScalarType.Bool), 0.3);
        var left = stays.sum(1);
        double Share(int modalities) => left.eq(modalities).to_type(ScalarType.Float32).mean().ToDouble();
        Share(0).Should().BeApproximately(0.1, 0.01);
        Share(3).Should().BeApproximately(0.9 * 0.7 * 0.7 * 0.7, 0.01);
        // Two hidden, or all three and one spared.
        Share(1).Should().BeApproximately(0.9 * (3 * 0.3 * 0.3 * 0.7 + 0.3 * 0.3 * 0.3), 0.01);
    }

    [Fact]
    public void Evaluation_HidesNothing()
    {
        using var model = Make.Model(Make.Spec("gated-xattn") with { ModalityDropout = new() { Chance = 0.9, AllDropped = 1 } });
        model.eval();
        using var output = model.call(Make.Batch());
        output.Contexts["audio"].Present().all().ToBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData(TargetsOfDropped.Off, false)]
    [InlineData(TargetsOfDropped.Keep, true)]
    public void WhatIsHidden_IsAPositiveOnlyWhereItsTargetIsKept(TargetsOfDropped targets, bool isPositive)
    {
        using var model = Make.Model(Make.Spec("late-concat") with { ModalityDropout = new() { Chance = 0.5, AllDropped = 1, TargetsOfDropped = targets } });
        using var objective = new ObjectiveBuilder(Make.Parts).Build([new() { Loss = new("multi-positive-info-nce") }], model);
        var (batch, other) = (Make.Batch(), Make.Batch(without: "audio"));
        other = other.With(new Dictionary<string, ModalityWindow> { ["eeg"] = batch.Modalities["eeg"] });
        manual_seed(6);
        using var output = model.call(batch);
        manual_seed(6);
        using var alone = model.call(other);

        output.Embedding.Should().Match<Tensor>(e => e.allclose(alone.Embedding, 1e-6, 1e-7, false), "fusion sees the query alone");
        output.Contexts["audio"].Present().any().ToBoolean().Should().Be(isPositive);
        (objective.call(output, batch).Total is not null).Should().Be(isPositive);
    }
}
