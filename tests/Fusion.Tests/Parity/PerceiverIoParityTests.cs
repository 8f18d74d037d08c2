using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Against krasserm/perceiver-io.</summary>
public sealed class PerceiverIoParityTests
{
    [SkippableFact]
    public void CrossAttentionLayer_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("perceiver_io_cross_attention_layer");
        var block = new PreNormBlock(32, 24, heads: 4, keyChannels: 16, valueChannels: 32, multiplier: 2);
        fixture.Load(block, Published);
        var (q, kv) = (fixture["in/x_q"].requires_grad_(), fixture["in/x_kv"].requires_grad_());
        // Its mask says what is padding.
        var y = block.call(q, kv, KeyMask.Of(fixture["in/pad_mask"].logical_not()));
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        q.grad!.ShouldBe(fixture["grad_in/x_q"]);
        kv.grad!.ShouldBe(fixture["grad_in/x_kv"]);
        fixture.GradientsShouldFit(block, Published);
    }

    [SkippableFact]
    public void SelfAttentionLayer_WithItsRotation_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("perceiver_io_self_attention_rotary");
        var block = new PreNormBlock(32, 0, heads: 4, keyChannels: 32, valueChannels: 32, multiplier: 1);
        fixture.Load(block, PublishedSelf);
        var x = fixture["in/x"].requires_grad_();
        var angles = fixture["in/frq"].unsqueeze(1);                                                // [B, 1, T, d]
        var y = block.ReadItself(x, heads => Turned(heads, angles));
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        fixture.GradientsShouldFit(block, PublishedSelf);
    }

    // Channel 2i is paired with 2i + 1.
    private static Tensor Turned(Tensor x, Tensor angles)
    {
        var pairs = x.unflatten(x.ndim - 1, -1, 2).unbind(-1);
        return x * angles.cos() + stack([-pairs[1], pairs[0]], -1).flatten(-2) * angles.sin();
    }

    private static Source Published(string own) => own switch
    {
        ['m', 'l', 'p', '.', .. var rest] => $"1.module.{rest}",
        _ when own.StartsWith("kv_proj", StringComparison.Ordinal) => new Source([$"0.module.attention.k{own[2..]}", $"0.module.attention.v{own[2..]}"]),
        _ when own.Contains("proj", StringComparison.Ordinal) => $"0.module.attention.{own}",
        _ => $"0.module.{own}",
    };

    // One norm serves queries and keys.
    private static Source PublishedSelf(string own) => own.StartsWith("q_norm", StringComparison.Ordinal) ? $"0.module.{own[2..]}" : Published(own);
}
