using Eegavi.Encoders;
using Eegavi.Fusion;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests;

/// <summary>Several videos in a window, from frames to the embedding. B=3, M=2 videos of F=5 frames of 3 × 8 × 12; L=4 tokens each.</summary>
public class MultiVisualTests
{
    private static readonly ModalitySpec Videos = new()
    {
        Encoder = new() { Encoder = new("conv-frames", new ConvFramesEncoderOptions { Widths = [4, 6] }) },
        Resampler = new() { Resampler = new("perceiver", new PerceiverResamplerOptions { Latents = 4, Heads = 2, HeadWidth = 4, FramePositions = 5, MediaPositions = 2 }) },
    };

    [Fact]
    public void Model_ReadsEachVideo_WithItsOwnTimesAndMissingFrames()
    {
        using var model = Model();
        var batch = Batch();
        using var before = model.call(batch);
        before.Vector("context.video").Values.shape.Should().Equal(3, 6);
        // A frame that is not there, the second video of the first row: nothing changes. The same frame, there: all of its row does.
        batch.Modalities["video"].Values[0, 1, 4] = tensor(float.NaN);
        using var polluted = model.call(batch);
        polluted.Embedding.allclose(before.Embedding).Should().BeTrue();
        batch.Modalities["video"].Values[0, 1, 4] = tensor(0.5f);
        batch.Modalities["video"].Valid[0, 9] = tensor(true);
        using var there = model.call(batch);
        there.Embedding[0].allclose(before.Embedding[0]).Should().BeFalse();
        there.Embedding.narrow(0, 1, 2).allclose(before.Embedding.narrow(0, 1, 2)).Should().BeTrue();
    }

    [Fact]
    public void Model_RowWithoutTheSecondVideo_HasFiniteGradients()
    {
        using var model = Model();
        var batch = Batch();
        batch.Modalities["video"].Valid[1, 5..] = tensor(false);
        batch.Modalities["video"].Valid[2] = tensor(false);
        using var output = model.call(batch);
        output.Embedding.sum().backward();
        foreach (var (name, parameter) in model.named_parameters()) (parameter.grad is null || parameter.grad.isfinite().all().ToBoolean()).Should().BeTrue(name);
    }

    private static FusionModel Model()
    {
        var model = Make.Model(Make.Spec("gated-xattn") with { Context = new Dictionary<string, ModalitySpec> { ["video"] = Videos } });
        using (no_grad()) foreach (var (name, parameter) in model.named_parameters()) if (name.EndsWith("alpha", StringComparison.Ordinal)) parameter.fill_(0.7);
        model.eval();
        return model;
    }

    // The second video of the first row lacks its last frame.
    private static Batch Batch()
    {
        var batch = Make.Batch();
        var video = new ModalityWindow
        {
            Values = rand([3, 2, 5, 3, 8, 12]),
            Valid = ones([3, 10], dtype: ScalarType.Bool),
            Seconds = arange(10, dtype: ScalarType.Float32).expand(3, 10).contiguous(),
        };
        video.Valid[0, 9] = tensor(false);
        ((Dictionary<string, ModalityWindow>)batch.Modalities)["video"] = video;
        return batch;
    }
}
