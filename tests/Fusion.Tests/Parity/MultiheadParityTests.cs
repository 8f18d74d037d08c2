using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion.Tests;

/// <summary>Against PyTorch's own MultiheadAttention, whose masks say true where ours say false, and against the prototype's block, which uses it.</summary>
public sealed class MultiheadParityTests
{
    private const int Heads = 4;

    [SkippableFact]
    public void Torch_KeysAndValuesOfOtherWidths_OutputsWeightsAndGradientsFit()
    {
        using var fixture = Fixture.Open("torch_mha_kdim");
        var leaves = new Dictionary<string, Tensor>();
        Tensor Leaf(string name) => leaves[name] = fixture[name].requires_grad_();

        var bias = Leaf("param/in_proj_bias").chunk(3);
        var q = Split(functional.linear(Leaf("in/q"), Leaf("param/q_proj_weight"), bias[0]));
        var k = Split(functional.linear(Leaf("in/k"), Leaf("param/k_proj_weight"), bias[1]));
        var v = Split(functional.linear(Leaf("in/v"), Leaf("param/v_proj_weight"), bias[2]));
        var mask = KeyMask.Of(fixture["in/key_padding_mask"].logical_not(), new(fixture["in/attn_mask"].logical_not().unsqueeze(0)));

        var y = functional.linear(Attention.MergeHeads(Attention.Read(q, k, v, mask)), Leaf("param/out_proj.weight"), Leaf("param/out_proj.bias"));
        var weights = AttentionReport.Weights(q, k, mask!.Bias).mean([1L]);
        y.ShouldBe(fixture["out/y"]);
        weights.ShouldBe(fixture["out/weights_head_mean"]);
        ((y * fixture["cot/y"]).sum() + (weights * fixture["cot/weights_head_mean"]).sum()).backward();
        foreach (var (name, leaf) in leaves) leaf.grad!.ShouldBe(fixture[$"grad_{name}"], name.StartsWith("in/", StringComparison.Ordinal) ? 1e-5 : 1e-4);
    }

    // PyTorch gives NaN in the row whose keys are all masked.
    [SkippableFact]
    public void Torch_AllKeysMasked_FitsInTheOtherRowAndIsZeroThere()
    {
        using var fixture = Fixture.Open("torch_mha_fully_masked_nan");
        var (weight, bias) = (fixture["param/in_proj_weight"].chunk(3), fixture["param/in_proj_bias"].chunk(3));
        var (q, k) = (fixture["in/q"].requires_grad_(), fixture["in/k"].requires_grad_());
        var mask = KeyMask.Of(fixture["in/key_padding_mask"].logical_not());
        var read = Attention.MergeHeads(Attention.Read(
            Split(functional.linear(q, weight[0], bias[0])), Split(functional.linear(k, weight[1], bias[1])), Split(functional.linear(k, weight[2], bias[2])), mask));

        read[1].ShouldBeExactly(zeros_like(read[1]));
        functional.linear(read, fixture["param/out_proj.weight"], fixture["param/out_proj.bias"])[0].ShouldBe(fixture["out/y"][0]);
        fixture["out/y"][1].isnan().all().ToBoolean().Should().BeTrue();
        read.sum().backward();
        q.grad!.ShouldBeFinite();
        k.grad![1].ShouldBeExactly(zeros_like(k.grad[1]));
    }

    // Cross-attention, self-attention, then a feed-forward that is normalised twice; each gated.
    // Its mask leaves query 6 of row 0 no key, and its guard does not see it: that query reads the mean of all keys, be they padding.
    [SkippableFact]
    public void Prototype_Block_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("tesi_gated_xattn_block");
        var sizes = new PartSizes { Width = 32, ContextWidths = [32] };
        var cross = new GatedCrossAttention(new() { Heads = 4, HeadWidth = 8, FeedForwardMultiplier = 0 }, sizes, new WithRule(Published(fixture)));
        var self = new SelfReading(new() { Heads = 2, HeadWidth = 16, Bias = true }, sizes, Make.Parts);
        var (norm, feed, gate) = (LayerNorm(32), FeedForward.Make(32, 2), Make.Part<IGate>("tanh", width: 32));
        var loaded = Load(fixture, (cross, "layers.0", [("norm.", "norm_q."), ("to_q.", "attn.q."), ("branches.0.norm.", "norm_kv."), ("branches.0.to_kv.", "attn.kv."),
                ("branches.0.to_out.", "attn.out."), ("branches.0.gate.alpha", "attn_gate")]),
            (self, "", [("norm.", "norm_self_attn."), ("to_qkv.", "self_attn.in_proj_"), ("to_out.", "self_attn.out_proj."), ("gate.alpha", "self_attn_gate")]),
            (norm, "", [("", "norm_ff.")]), (feed, "", [("", "ff.net.")]), ((Module)gate, "", [("alpha", "ff_gate")]));

        var (q, kv) = (fixture["in/q"].requires_grad_(), fixture["in/kv"].requires_grad_());
        var query = Tokens.Random(2, 7, 1).With(q);
        // Queries that are padding read no context there, but do read the other queries.
        var x = where(fixture["in/q_mask"].unsqueeze(-1), cross.call(query, [Tokens.Random(2, 12, 1).With(kv)]).Values, q);
        x += self.call(x, x, new(query, KeyMask.Of(fixture["in/q_mask"]), new NoPosition(), [], null));
        x += gate.call(feed.call(norm.call(x)), x);

        x.ShouldBe(fixture["out/y"]);
        (x * fixture["cot/y"]).sum().backward();
        q.grad!.ShouldBe(fixture["grad_in/q"]);
        kv.grad!.ShouldBe(fixture["grad_in/kv"]);
        foreach (var name in new[] { "attn.q.weight", "attn_gate", "ff_gate", "norm_kv.bias", "norm_kv.weight", "norm_q.bias", "norm_q.weight", "self_attn_gate" })
            loaded[name].grad!.view(-1).ShouldBe(fixture[$"grad_param/{name}"].view(-1), 1e-4);
    }

    private static Sight Published(Fixture fixture)
    {
        var visible = fixture["in/attn_mask"].logical_and(fixture["in/kv_mask"].unsqueeze(1));
        var even = visible.any(2).logical_not();
        even.sum().ToInt64().Should().Be(1);
        return new(visible.logical_or(even.unsqueeze(2)), Even: even);
    }

    // Fills modules whose names begin otherwise, and says which parameter each published name became.
    private static Dictionary<string, Tensor> Load(Fixture fixture, params (Module Module, string At, (string Own, string Published)[] Names)[] modules)
    {
        using var _ = no_grad();
        var loaded = new Dictionary<string, Tensor>();
        foreach (var (module, at, names) in modules)
        {
            foreach (var (name, parameter) in module.named_parameters())
            {
                var own = at.Length > 0 ? name[(at.Length + 1)..] : name;
                var (prefix, published) = names.First(pair => own.StartsWith(pair.Own, StringComparison.Ordinal));
                var full = published + own[prefix.Length..];
                parameter.copy_(fixture[$"param/{full}"].view(parameter.shape));
                loaded[full] = parameter;
            }
        }
        return loaded;
    }

    private static Tensor Split(Tensor x) => Attention.SplitHeads(x, Heads);

    // Makes parts as always, but for the rule of visibility.
    private sealed class WithRule(Sight sight) : IParts
    {
        public TKind Create<TKind>(Part<TKind> part, PartSizes sizes) where TKind : class, IPart =>
            typeof(TKind) == typeof(IVisibility) ? (TKind)(object)new Rule(sight) : Make.Parts.Create(part, sizes);

        public Type TypeOf(IPartChoice part) => Make.Parts.TypeOf(part);
    }

    private sealed class Rule(Sight sight) : Module<TokenSequence, TokenSequence, Sight>("rule"), IVisibility
    {
        public override Sight forward(TokenSequence query, TokenSequence key) => sight;
    }
}
