using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>That the published names of Flamingo's modules find their places in ours.</summary>
public sealed class FlamingoLayoutTests
{
    [SkippableFact]
    public void GatedBlock_OfFlamingoPytorch_FillsALayer()
    {
        using var fixture = Fixture.Open("flamingo_pytorch_gated_block_all");
        var block = Block(contexts: 64);
        var report = fixture.Load((nn.Module)block, FlamingoLayouts.Block[0], "layers.0.to_q*", "layers.0.norm*", "*to_kv*", "*to_out*", "*gate.alpha", "*ff.*");
        report.Unexpected.Should().BeEmpty();
        var own = ((nn.Module)block).state_dict();
        own["layers.0.branches.0.gate.alpha"].ShouldBeExactly(fixture["param/attn_gate"]);
        own["layers.0.branches.0.to_kv.weight"].ShouldBeExactly(fixture["param/attn.to_kv.weight"]);
        own["layers.0.ff.3.weight"].ShouldBeExactly(fixture["param/ff.3.weight"]);
        own.Keys.Except(report.Loaded).Should().OnlyContain(name => name.Contains(".branches.0.norm."));
    }

    [SkippableFact]
    public void GatedBlock_WithTwoContexts_StartsBothFromTheOneThatWasPublished()
    {
        using var fixture = Fixture.Open("open_flamingo_gated_block_immediate");
        var block = (nn.Module)Block(48, 48);
        fixture.Load(block, FlamingoLayouts.Block[1], "*to_kv*");
        block.state_dict()["layers.0.branches.0.to_kv.weight"].ShouldBeExactly(block.state_dict()["layers.0.branches.1.to_kv.weight"]);
    }

    [SkippableFact]
    public void Resampler_LearnedPositionsThatNobodyAskedFor_AreNamed()
    {
        using var fixture = Fixture.Open("flamingo_pytorch_resampler");
        var resampler = new PerceiverResampler(new() { Latents = 8, Depth = 2, Heads = 4, HeadWidth = 16 }, new() { InputWidth = 64 });
        fixture.Invoking(f => f.Load(resampler, FlamingoLayouts.Resampler[0])).Should().Throw<InvalidDataException>().WithMessage("*'param/media_pos_emb' is unknown to the module.");
    }

    private static IFusionBlock Block(params int[] contexts) =>
        Make.Part<IFusionBlock>("gated-xattn", new GatedCrossAttentionOptions { Heads = 4, HeadWidth = 16 }, width: 64, contexts: contexts);
}
