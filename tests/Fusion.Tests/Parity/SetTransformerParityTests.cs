using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Against juho-lee/set_transformer, weights loaded by name, and against the Python prototype's block.</summary>
public sealed class SetTransformerParityTests
{
    [SkippableTheory]
    [InlineData("set_transformer_mab_ln", true)]
    [InlineData("set_transformer_mab_noln", false)]
    public void Mab_OutputsAndGradientsFit(string name, bool norm)
    {
        using var fixture = Fixture.Open(name);
        var block = new MultiheadBlock(64, 48, 64, heads: 4, norm);
        fixture.Load(block, Published);
        var (q, k) = (fixture["in/Q"].requires_grad_(), fixture["in/K"].requires_grad_());
        ShouldFit(fixture, block, block.call(q, k, null));
        q.grad!.ShouldBe(fixture["grad_in/Q"]);
        k.grad!.ShouldBe(fixture["grad_in/K"]);
    }

    [SkippableTheory]
    [InlineData("set_transformer_isab_ln", true)]
    [InlineData("set_transformer_isab_noln", false)]
    public void Isab_OutputsAndGradientsFit(string name, bool norm)
    {
        using var fixture = Fixture.Open(name);
        var block = new InducedBlock(48, 64, points: 6, (query, key) => new MultiheadBlock(query, key, 64, heads: 4, norm));
        fixture.Load(block, Published);
        var x = fixture["in/X"].requires_grad_();
        ShouldFit(fixture, block, block.call(x, null));
        x.grad!.ShouldBe(fixture["grad_in/X"]);
    }

    [SkippableFact]
    public void Pma_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("set_transformer_pma_noln");
        var block = new SeedPooling(64, seeds: 3, (query, key) => new MultiheadBlock(query, key, 64, heads: 4, norm: false));
        fixture.Load(block, Published);
        var x = fixture["in/X"].requires_grad_();
        ShouldFit(fixture, block, block.call(x, null));
        x.grad!.ShouldBe(fixture["grad_in/X"]);
    }

    [SkippableFact]
    public void WholeModel_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("set_transformer_full");
        var options = new IsabPmaResamplerOptions { Seeds = 2, Points = 4, Depth = 2, SelfBlocks = 2, Heads = 4, Width = 32, OutputWidth = 5 };
        var resampler = new IsabPmaResampler(options, new PartSizes { InputWidth = 12 });
        fixture.Load(resampler, resampler.PublishedLayouts[0]);
        var x = fixture["in/X"].requires_grad_();
        ShouldFit(fixture, resampler, resampler.call(Tokens.Media(2, 1, 9, 12).With(x.unsqueeze(1))).Values);
        x.grad!.ShouldBe(fixture["grad_in/X"]);
    }

    [SkippableFact]
    public void PythonPrototype_Isab_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("tesi_isab");
        var block = new InducedBlock(32, 32, points: 5, (query, key) => new PreNormBlock(query, key, heads: 4, 32, 32, multiplier: 4));
        fixture.Load(block, Prototype);
        var x = fixture["in/x"].requires_grad_();
        var y = block.call(x, null);
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        fixture.GradientsShouldFit(block, Prototype);
    }

    // torch's own attention has one matrix for queries, keys and values.
    private static Source Prototype(string own)
    {
        if (own.Split('.') is not [var block, var layer, .. var rest]) return own;
        block = block == "mab0" ? "inference_transformer" : "latent_inference_transformer";
        if (layer is "q_proj" or "kv_proj") return new([$"{block}.mha.in_proj_{rest[0]}"], layer == "q_proj" ? 0..1 : 1..3, 3);
        return $"{block}." + (layer, rest) switch
        {
            ("o_proj", [var last]) => $"mha.out_proj.{last}",
            ("mlp", ["0", var last]) => $"out_norm.{last}",
            ("mlp", ["1", var last]) => $"ffn.0.{last}",
            ("mlp", [_, var last]) => $"ffn.3.{last}",
            _ => $"{layer}.{rest[0]}",
        };
    }

    // Keys and values are one map here.
    private static Source Published(string own)
    {
        var fused = own.IndexOf("fc_kv", StringComparison.Ordinal);
        return fused < 0 ? own : new Source([.. "kv".Select(part => $"{own[..fused]}fc_{part}{own[(fused + 5)..]}")]);
    }

    private static void ShouldFit(Fixture fixture, nn.Module module, Tensor y)
    {
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        fixture.GradientsShouldFit(module, Published);
    }
}
