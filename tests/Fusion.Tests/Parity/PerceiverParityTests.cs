using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Against lucidrains/flamingo-pytorch, mlfoundations/open_flamingo and the Python prototype, weights loaded by name.</summary>
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
        fixture.Load(resampler, FlamingoLayouts.Resampler[1]);
        var x = fixture["in/x"].requires_grad_();
        var y = Resample(resampler, x.flatten(2, 3));
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        fixture.GradientsShouldFit(resampler, FlamingoLayouts.Resampler[1]);
    }

    [SkippableFact]
    public void OpenFlamingo_ResamplerOfTheReleasedSize_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("formula_open_flamingo_resampler_1024");
        using var scope = NewDisposeScope();
        var resampler = new PerceiverResampler(new() { Depth = 6 }, new PartSizes { InputWidth = 1024 });
        resampler.parameters().Sum(parameter => parameter.numel()).Should().Be(63_019_008);
        fixture.Fill(resampler, FlamingoLayouts.Resampler[1]).Should().BeEmpty();
        foreach (var parameter in resampler.parameters()) parameter.requires_grad_(false);
        var x = fixture["in/x"].requires_grad_();
        var y = Resample(resampler, x.flatten(2, 3));
        y.ShouldBe(fixture["out/y"], 1e-4);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"], 1e-4);
    }

    [SkippableFact]
    public void PythonPrototype_Resampler_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("tesi_perceiver_resampler");
        var resampler = Resampler(new() { Latents = 5, Depth = 2, Heads = 4, HeadWidth = 8, Multiplier = 2, MediaPositions = 6, LatentKeys = LatentKeys.RawGate }, 32);
        fixture.Load(resampler, Prototype);
        var x = fixture["in/x"].requires_grad_();
        var valid = fixture["in/mask"].unsqueeze(-1).expand(2, 3, 4).contiguous();
        // Of an item that is absent it still computes latents, which then read themselves; ours are 0.
        var placed = x + resampler.get_parameter("media_pos_emb")!.narrow(0, 0, 3);
        var y = resampler.Read(placed.flatten(0, 1), valid.flatten(0, 1)).view(2, 3, 5, 32);
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        fixture.GradientsShouldFit(resampler, Prototype);
        Resample(resampler, x, valid).ShouldBe(fixture["out/y"].masked_fill(fixture["in/mask"].logical_not().unsqueeze(-1).unsqueeze(-1), 0));
    }

    // Its keys and values are two maps.
    private static Source Prototype(string own)
    {
        if (own == "media_pos_emb") return "time_pos_embedding";
        if (own.StartsWith("norm.", StringComparison.Ordinal)) return $"out_{own}";
        var name = own.Replace("layers.", "blocks.", StringComparison.Ordinal);
        if (name.EndsWith("to_kv.weight", StringComparison.Ordinal)) return new([name.Replace("to_kv", "to_k", StringComparison.Ordinal), name.Replace("to_kv", "to_v", StringComparison.Ordinal)]);
        var segments = name.Split('.');
        return segments is ["blocks", _, "1", ..] ? string.Join('.', [.. segments[..3], "net", .. segments[3..]]) : name;
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
    private static Tensor Resample(PerceiverResampler resampler, Tensor x, Tensor? valid = null)
    {
        var shape = x.shape;
        var clock = zeros([shape[0], shape[1], shape[2]], ScalarType.Float32);
        return resampler.call(new() { Values = x, Valid = valid ?? ones_like(clock, dtype: ScalarType.Bool), Seconds = clock, Span = clock.clone() })
            .Values.view(shape[0], shape[1], -1, shape[3]);
    }
}
