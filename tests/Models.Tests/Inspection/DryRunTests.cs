using Eegavi.Encoders;
using Eegavi.Models.Inspection;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests.Inspection;

public class DryRunTests
{
    // As Make's batches: EEG 5 tokens of 6, audio 7 of 4, video 8 of 3.
    private static readonly Dictionary<string, WindowShape> Windows = new()
    {
        ["eeg"] = new("N E", [5, 6], 0, 1),
        ["audio"] = new("N E", [7, 4], 0, 1),
        ["video"] = new("N E", [8, 3], 0, 1),
    };

    private static ModelReport Report(ModelSpec spec)
    {
        using var model = Make.Model(spec);
        return DryRun.Of(model, Windows);
    }

    [Fact]
    public void Stages_StandInTheOrderInWhichABatchMeetsThem() =>
        Report(Make.Spec("gated-xattn", "late-concat")).Stages.Select(stage => $"{stage.Name} {stage.Part} {stage.Input} → {stage.Output}").Should().Equal(
            "query.encoder precomputed [B, N=5, E=6] → [B, M=1, N=5, E=6]",
            "query.resampler identity [B, M=1, N=5, E=6] → [B, T=5, E=6]",
            "query.to_width linear [B, T=5, E=6] → [B, T=5, D=16]",
            "context_audio.encoder precomputed [B, N=7, E=4] → [B, M=1, N=7, E=4]",
            "context_audio.resampler identity [B, M=1, N=7, E=4] → [B, T=7, E=4]",
            "context_video.encoder precomputed [B, N=8, E=3] → [B, M=1, N=8, E=3]",
            "context_video.resampler identity [B, M=1, N=8, E=3] → [B, T=8, E=3]",
            "fusion_0 gated-xattn [B, T=5, D=16] → [B, T=5, D=16]",
            "fusion_1 late-concat [B, T=5, D=16] → [B, T=1, D=16]",
            "pooling masked-mean [B, T=1, D=16] → [B, D=16]",
            "head_mood linear [B, D=16] → [B, K=3]");

    [Fact]
    public void Parameters_AreTheModels()
    {
        using var model = Make.Model(Make.Spec("gated-xattn", "late-gated"));
        var report = DryRun.Of(model, Windows);
        report.Parameters.Should().Be(model.parameters().Sum(p => p.numel()));
        report.Trainable.Should().Be(model.TrainableParameters);
    }

    [Fact]
    public void Trainable_LeavesOutWhatIsFrozen()
    {
        var spec = Make.Spec();
        var encoder = new EncoderSpec { Encoder = new("precomputed", new PrecomputedEncoderOptions { Width = 6, OutputWidth = 9 }), Frozen = true };
        var stage = Report(spec with { Query = spec.Query with { Encoder = encoder } }).Stages[0];
        (stage.Parameters, stage.Trainable).Should().Be((6 * 9 + 9, 0L));
    }

    [Fact]
    public void MultiplyAdds_AreThoseOfOneRow()
    {
        var report = Report(Make.Spec());
        report.Stages.Where(stage => stage.MultiplyAdds > 0).Select(stage => (stage.Name, stage.MultiplyAdds)).Should()
            .Equal(("query.to_width", 5 * 6 * 16), ("head_mood", 16 * 3));
        report.MultiplyAdds.Should().Be(5 * 6 * 16 + 16 * 3);
    }

    [Fact]
    public void MultiplyAdds_OfAConvolution_AreThoseOfItsKernel()
    {
        var encoder = new EncoderSpec { Encoder = new("conv-eeg", new ConvEegEncoderOptions { Channels = 3, SamplingRateHz = 10, Widths = [4], Kernel = 5 }) };
        using var model = Make.Model(new ModelSpec { Width = 4, Query = new() { Encoder = encoder } });
        var shape = model.Windows(new() { Seconds = 2 })["eeg"]!;
        shape.ToString().Should().Be("[B, C=3, S=20]");
        DryRun.Of(model, new Dictionary<string, WindowShape> { ["eeg"] = shape }).Stages[0].MultiplyAdds.Should().Be(10 * 4 * 3 * 5, "20 samples make 10 tokens");
    }

    [Fact]
    public void MultiplyAdds_OfAttention_AreThoseOfItsProjectionsAndItsProducts()
    {
        var options = new Fusion.GatedCrossAttentionOptions { Heads = 2, HeadWidth = 4, FeedForwardMultiplier = 0 };
        var block = Report(Make.Spec() with { Fusion = [new() { Block = new("gated-xattn", options), From = ["audio"] }] }).Stages.Single(stage => stage.Name == "fusion_0");
        var (queries, keys, inner) = (5, 7, 8);
        block.MultiplyAdds.Should().Be((queries * 16 * inner) + (keys * 4 * 2 * inner) + (2 * queries * keys * inner) + (queries * inner * 16));
    }

    [Fact]
    public void Tokens_AreCountedBeforeAndAfterTheResampler()
    {
        var spec = Make.Spec();
        var video = spec.Context["video"] with { Resampler = new() { Resampler = new("mean-pool") } };
        Report(spec with { Context = new Dictionary<string, ModalitySpec>(spec.Context) { ["video"] = video } }).Tokens.Should()
            .Equal(new TokenBudget("query", 5, 5), new TokenBudget("context_audio", 7, 7), new TokenBudget("context_video", 8, 1));
    }

    [Fact]
    public void Of_LeavesTheModelAsItWas()
    {
        using var model = Make.Model(Make.Spec("late-sum"));
        DryRun.Of(model, Windows);
        model.training.Should().BeTrue();
        using var products = Products.Count();
        var before = Tensor.TotalCount;
        DryRun.Of(model, Windows);
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
        products.MultiplyAdds.Should().Be(0, "the dry run counts for itself");
        using (model.call(Make.Batch())) products.MultiplyAdds.Should().Be(0, "the hooks on TorchSharp's own layers are gone");
    }

    [Fact]
    public void Of_WindowThatDoesNotFit_SaysSo()
    {
        using var model = Make.Model(Make.Spec());
        var wrong = new Dictionary<string, WindowShape>(Windows) { ["audio"] = new("N E", [7, 9], 0, 1) };
        FluentActions.Invoking(() => DryRun.Of(model, wrong)).Should().Throw<ArgumentException>().WithMessage("Expected tokens of width 4*got tokens of width 9.");
        model.training.Should().BeTrue();
    }
}
