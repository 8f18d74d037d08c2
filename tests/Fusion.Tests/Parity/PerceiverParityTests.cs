using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Against lucidrains/flamingo-pytorch and mlfoundations/open_flamingo, weights loaded by name.</summary>
public sealed class PerceiverParityTests
{
    private static readonly PerceiverResamplerOptions Options = new() { Latents = 8, Depth = 2, Heads = 4, HeadWidth = 16 };

    [SkippableFact]
    public void FlamingoPytorch_Resampler_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("flamingo_pytorch_resampler");
        var resampler = Resampler(Options with { MediaPositions = 4 });
        fixture.Load(resampler);
        var (items, one) = (fixture["in/x"].requires_grad_(), fixture["in/x3"].requires_grad_());
        var (y, y3) = (Resample(resampler, items), Resample(resampler, one.unsqueeze(1)));
        y.ShouldBe(fixture["out/y"]);
        y3.ShouldBe(fixture["out/y3"]);
        ((y * fixture["cot/y"]).sum() + (y3 * fixture["cot/y3"]).sum()).backward();
        items.grad!.ShouldBe(fixture["grad_in/x"]);
        one.grad!.ShouldBe(fixture["grad_in/x3"]);
        fixture.GradientsShouldFit(resampler);
    }

    [SkippableFact]
    public void OpenFlamingo_Resampler_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("open_flamingo_resampler_plain");
        var resampler = Resampler(Options);
        fixture.Load(resampler);
        var x = fixture["in/x"].requires_grad_();
        // Frames and their tokens are one row of tokens of an item.
        var y = Resample(resampler, x.flatten(2, 3));
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        fixture.GradientsShouldFit(resampler);
    }

    [SkippableFact]
    public void OpenFlamingo_ResamplerWithFrameAndMediaPositions_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("open_flamingo_resampler_embs");
        var resampler = Resampler(Options with { MediaPositions = 4, FramePositions = 3, TokensPerFrame = 6 });
        Source Published(string own) => own == "media_pos_emb" ? "media_time_embs" : own;
        fixture.Load(resampler, Published);
        var x = fixture["in/x"].requires_grad_();
        var y = Resample(resampler, x.flatten(2, 3));
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        fixture.GradientsShouldFit(resampler, Published);
    }

    [SkippableFact]
    public void OpenFlamingo_ResamplerOfTheReleasedSize_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("formula_open_flamingo_resampler_1024");
        using var scope = NewDisposeScope();
        var resampler = new PerceiverResampler(new() { Depth = 6 }, new PartSizes { InputWidth = 1024 });
        resampler.parameters().Sum(parameter => parameter.numel()).Should().Be(63_019_008);
        fixture.Fill(resampler);
        foreach (var parameter in resampler.parameters()) parameter.requires_grad_(false);
        var x = fixture["in/x"].requires_grad_();
        var y = Resample(resampler, x.flatten(2, 3));
        y.ShouldBe(fixture["out/y"], 1e-4);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"], 1e-4);
    }

    [SkippableFact]
    public void FlamingoPytorch_Attention_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("flamingo_pytorch_perceiver_attention");
        var attention = new PerceiverAttention(64, heads: 4, headWidth: 16);
        fixture.Load(attention);
        var (x, latents) = (fixture["in/x"].requires_grad_(), fixture["in/latents"].requires_grad_());
        // The resampler standardises the media once for all layers.
        var media = nn.functional.layer_norm(x.flatten(0, 1), [64]);
        var y = attention.call(media, latents.flatten(0, 1), null).view(2, 3, 8, 64);
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        latents.grad!.ShouldBe(fixture["grad_in/latents"]);
        fixture.GradientsShouldFit(attention);
    }

    private static PerceiverResampler Resampler(PerceiverResamplerOptions options, int width = 64) => new(options, new PartSizes { InputWidth = width });

    // [B, M, N, E] → [B, M, L, E].
    private static Tensor Resample(PerceiverResampler resampler, Tensor x)
    {
        var shape = x.shape;
        var clock = zeros([shape[0], shape[1], shape[2]], ScalarType.Float32);
        return resampler.call(new() { Values = x, Valid = ones_like(clock, dtype: ScalarType.Bool), Seconds = clock, Span = clock.clone() })
            .Values.view(shape[0], shape[1], -1, shape[3]);
    }
}
