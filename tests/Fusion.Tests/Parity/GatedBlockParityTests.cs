using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Against Flamingo's block as flamingo-pytorch and OpenFlamingo publish it, media locations and all, and against the seed notes' block.</summary>
public sealed class GatedBlockParityTests
{
    private static readonly GatedCrossAttentionOptions Flamingo = new() { Heads = 4, HeadWidth = 16, NormContexts = false };

    [SkippableTheory]
    [InlineData("flamingo_pytorch_gated_block_all")]
    [InlineData("flamingo_pytorch_gated_block_immediate")]
    [InlineData("flamingo_pytorch_gated_block_init")]
    [InlineData("open_flamingo_gated_block_cached_all")]
    [InlineData("open_flamingo_gated_block_immediate")]
    [InlineData("open_flamingo_gated_block_nomarker")]
    public void Flamingo_Block_OutputsAndGradientsFit(string name)
    {
        using var fixture = Fixture.Open(name);
        var block = Block(fixture, name, Flamingo);
        fixture.Load(block, FlamingoLayouts.Block[0]);
        var (x, media) = (fixture["in/x"].requires_grad_(), fixture["in/media"].requires_grad_());
        var y = Read(block, name, fixture, x, media);
        Fits(fixture, y, x, media);
        fixture.GradientsShouldFit(block, FlamingoLayouts.Block[0]);
    }

    [SkippableTheory]
    [InlineData("flamingo_pytorch_xattn_all")]
    [InlineData("flamingo_pytorch_xattn_immediate")]
    public void FlamingoPytorch_AttentionAlone_OutputsAndGradientsFit(string name)
    {
        using var fixture = Fixture.Open(name);
        var layout = new WeightLayout("xattn",
            new("layers.0.norm.*", "norm.*"), new("layers.0.to_q.weight", "to_q.weight"),
            new("layers.0.branches.0.to_kv.weight", "to_kv.weight"), new("layers.0.branches.0.to_out.weight", "to_out.weight"));
        var block = Block(fixture, name, Flamingo with { Gate = new("fixed"), FeedForwardMultiplier = 0 });
        fixture.Load(block, layout);
        var (x, media) = (fixture["in/x"].requires_grad_(), fixture["in/media"].requires_grad_());
        // The published attention leaves the residual to its block.
        Fits(fixture, Read(block, name, fixture, x, media) - x, x, media);
        fixture.GradientsShouldFit(block, layout);
    }

    // Ours by default: a query that the published code lets read all media, because its mask leaves none, reads nothing.
    [SkippableTheory]
    [InlineData("flamingo_pytorch_xattn_all", 2, 0, 0)]
    [InlineData("flamingo_pytorch_xattn_immediate", 0, 3, 1)]
    public void Flamingo_QueriesWithoutMedia_ReadExactlyNothing(string name, long before, long after, int row)
    {
        using var fixture = Fixture.Open(name);
        var attend = name.EndsWith("_all", StringComparison.Ordinal) ? MediaAttention.All : MediaAttention.Immediate;
        var block = Block(fixture, name, Flamingo with
        {
            Gate = new("fixed"),
            FeedForwardMultiplier = 0,
            Visibility = new("media-locations", new MediaLocationsVisibilityOptions { Attend = attend }),
        });
        var x = fixture["in/x"];
        var read = Read(block.Shaken(), name, fixture, x, fixture["in/media"]) - x;
        var unseeing = read[row].abs().sum([1L]).eq(0);
        unseeing.narrow(0, 0, before).all().ToBoolean().Should().BeTrue();
        unseeing.narrow(0, 9 - after, after).all().ToBoolean().Should().BeTrue();
        unseeing.sum().ToInt64().Should().Be(before + after);
        (read - fixture["out/y"]).abs().max().ToDouble().Should().BePositive();
    }

    [SkippableFact]
    public void Seed_Block_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("seed_eegav_block");
        var options = new GatedCrossAttentionOptions { Heads = 4, HeadWidth = 16, OwnQueries = true, Bias = true, BranchProjection = true, FeedForwardGate = new("fixed") };
        var block = (GatedCrossAttention)Make.Part<IFusionBlock>("gated-xattn", options, width: 64, contexts: [64, 64]);
        var map = SeedNames().ToDictionary(pair => pair.Own, pair => pair.Published);
        using (no_grad())
            foreach (var (name, tensor) in block.state_dict()) tensor.copy_(map[name](part => fixture[$"param/{part}"]).view(tensor.shape));

        Tensor[] inputs = [fixture["in/q_eeg"].requires_grad_(), fixture["in/kv_v"].requires_grad_(), fixture["in/kv_a"].requires_grad_()];
        var y = block.call(Of(inputs[0]), [Of(inputs[1]), Of(inputs[2])]).Values;
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        foreach (var (input, name) in inputs.Zip(["q_eeg", "kv_v", "kv_a"])) input.grad!.ShouldBe(fixture[$"grad_in/{name}"]);
        foreach (var (name, parameter) in block.named_parameters().Where(p => !p.name.Contains(".ff.")))
            parameter.grad!.ShouldBe(map[name](part => fixture[$"grad_param/{part}"]).view(parameter.shape), 1e-4);
    }

    // Its queries, keys and values are one tensor; ours are one of queries and one of keys and values.
    private static IEnumerable<(string Own, Func<Func<string, Tensor>, Tensor> Published)> SeedNames()
    {
        foreach (var kind in new[] { "weight", "bias" })
        {
            yield return ($"layers.0.norm.{kind}", read => read($"ln_q.{kind}"));
            foreach (var (own, published) in new[] { (0, 0), (1, 1), (3, 4) }) yield return ($"layers.0.ff.{own}.{kind}", read => read($"mlp.{published}.{kind}"));
            foreach (var (branch, name) in new[] { ("0", "av_branch_v"), ("1", "av_branch_a") })
            {
                yield return ($"layers.0.queries.{branch}.{kind}", read => read($"{name}.attn.in_proj_{kind}").narrow(0, 0, 64));
                yield return ($"layers.0.branches.{branch}.to_kv.{kind}", read => read($"{name}.attn.in_proj_{kind}").narrow(0, 64, 128));
                yield return ($"layers.0.branches.{branch}.norm.{kind}", read => read($"{name}.ln_kv.{kind}"));
                yield return ($"layers.0.branches.{branch}.to_out.{kind}", read => read($"{name}.attn.out_proj.{kind}"));
                yield return ($"layers.0.branches.{branch}.project.{kind}", read => read($"{name}.proj.0.{kind}"));
            }
        }
        yield return ("layers.0.branches.0.gate.alpha", read => read("av_branch_v.gate"));
        yield return ("layers.0.branches.1.gate.alpha", read => read("av_branch_a.gate"));
    }

    private static GatedCrossAttention Block(Fixture fixture, string name, GatedCrossAttentionOptions options)
    {
        var attend = name.Contains("_all", StringComparison.Ordinal) ? MediaAttention.All : MediaAttention.Immediate;
        var published = new Part<IVisibility>("media-locations", new MediaLocationsVisibilityOptions { Attend = attend, AsPublished = true });
        if (options.Visibility.Type == "all" && !name.EndsWith("_init", StringComparison.Ordinal)) options = options with { Visibility = published };
        return (GatedCrossAttention)Make.Part<IFusionBlock>("gated-xattn", options, width: 64, contexts: (int)fixture["in/media"].shape[3]);
    }

    private static Tensor Read(GatedCrossAttention block, string name, Fixture fixture, Tensor x, Tensor media)
    {
        var items = arange(media.shape[1]).repeat_interleave(media.shape[2]).expand(media.shape[0], -1);
        var query = Of(x);
        if (!name.EndsWith("_init", StringComparison.Ordinal))
        {
            var markers = fixture["in/media_locations"];
            query = query.WithItems(name.Contains("cached") ? MediaLocations.CachedItems(markers, x.shape[1]) : MediaLocations.Items(markers));
        }
        return block.call(query, [Of(media.flatten(1, 2)).WithItems(items)]).Values;
    }

    private static void Fits(Fixture fixture, Tensor y, Tensor x, Tensor media)
    {
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        media.grad!.ShouldBe(fixture["grad_in/media"]);
    }

    private static TokenSequence Of(Tensor values) => Tokens.Random(values.shape[0], values.shape[1], 1).With(values);
}
