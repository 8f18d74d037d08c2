using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

// B=2, H=3, L=4, S=5, E=6, V=7: every axis has its own size.
public class AttentionTests
{
    private readonly Tensor _q, _k, _v;

    public AttentionTests()
    {
        manual_seed(17);
        (_q, _k, _v) = (randn(2, 3, 4, 6), randn(2, 3, 5, 6), randn(2, 3, 5, 7));
    }

    private Tensor Scores() => _q.matmul(_k.transpose(-2, -1)) / Math.Sqrt(6);

    [Fact]
    public void Attention_WithoutMask_IsTheDefinition() =>
        functional.scaled_dot_product_attention(_q, _k, _v).ShouldBeClose(Scores().softmax(-1).matmul(_v), 1e-5);

    [Fact]
    public void Attention_BoolMask_TrueTakesPart()
    {
        var mask = ones(2, 1, 4, 5, dtype: @bool);
        mask[0, 0, 1, 3] = false;
        mask[1, 0, TensorIndex.Colon, 0] = false;
        var expected = Scores().masked_fill(mask.logical_not(), double.NegativeInfinity).softmax(-1).matmul(_v);
        functional.scaled_dot_product_attention(_q, _k, _v, mask).ShouldBeClose(expected, 1e-5);
    }

    [Fact]
    public void Attention_FloatMask_IsAdded()
    {
        var mask = randn(4, 5);
        functional.scaled_dot_product_attention(_q, _k, _v, mask).ShouldBeClose((Scores() + mask).softmax(-1).matmul(_v), 1e-5);
    }

    [Fact]
    public void Attention_Causal_SeesNothingLater()
    {
        var expected = Scores().masked_fill(ones(4, 5, dtype: @bool).tril().logical_not(), double.NegativeInfinity).softmax(-1).matmul(_v);
        functional.scaled_dot_product_attention(_q, _k, _v, is_casual: true).ShouldBeClose(expected, 1e-5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Attention_RowWithoutKeys_IsZero_WithFiniteGradients(bool asBool)
    {
        var mask = ones(2, 1, 4, 5, dtype: @bool);
        mask[1, 0, 2] = false;
        var given = asBool ? mask : zeros(2, 1, 4, 5).masked_fill(mask.logical_not(), double.NegativeInfinity);
        foreach (var tensor in new[] { _q, _k, _v }) tensor.requires_grad_();
        var result = functional.scaled_dot_product_attention(_q, _k, _v, given);
        result[1, TensorIndex.Colon, 2].ShouldBeClose(zeros(3, 7));
        (result * randn_like(result)).sum().backward();
        _q.grad[1, TensorIndex.Colon, 2].ShouldBeClose(zeros(3, 6));
        _k.grad.isfinite().all().item<bool>().Should().BeTrue();
        _v.grad.isfinite().all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Attention_Gradients()
    {
        var mask = rand(2, 1, 4, 5) > 0.3;
        mask[TensorIndex.Ellipsis, 0] = true;
        Func<Tensor[], Tensor> f = t => functional.scaled_dot_product_attention(t[0], t[1], t[2], mask);
        f.ShouldHaveTheRightGradient(_q.to(float64), _k.to(float64), _v.to(float64));
    }

    [Fact]
    public void Multihead_IsItsFormula()
    {
        var layer = MultiheadAttention(6, 3);
        var (q, kv) = (randn(4, 2, 6), randn(5, 2, 6));
        var padding = zeros(2, 5, dtype: @bool);
        padding[1, 4] = true;
        var (read, weights) = layer.call(q, kv, kv, key_padding_mask: padding);

        var sides = layer.get_parameter("in_proj_weight").chunk(3);
        Tensor Heads(Tensor x, Tensor weight) => x.matmul(weight.t()).view(x.shape[0], 2, 3, 2).permute(1, 2, 0, 3);
        var scores = Heads(q, sides[0]).matmul(Heads(kv, sides[1]).transpose(-2, -1)) / Math.Sqrt(2);
        var expected = scores.masked_fill(padding.view(2, 1, 1, 5), double.NegativeInfinity).softmax(-1);
        weights.ShouldBeClose(expected.mean([1L]), 1e-5);
        var merged = expected.matmul(Heads(kv, sides[2])).permute(2, 0, 1, 3).reshape(4, 2, 6);
        read.ShouldBeClose(functional.linear(merged, layer.get_parameter("out_proj.weight")), 1e-5);
    }

    [Fact]
    public void Multihead_SelfAttention_PackedAndApart_Agree()
    {
        var layer = MultiheadAttention(6, 2);
        var x = randn(4, 2, 6);
        var mask = ones(4, 4, dtype: @bool).triu(1);
        var packed = layer.call(x, x, x, attn_mask: mask).Item1;
        packed.ShouldBeClose(layer.call(x, x.clone(), x.clone(), attn_mask: mask).Item1, 1e-5);
        packed[0].ShouldBeClose(layer.call(x[..1], x[..1], x[..1]).Item1[0], 1e-5);
        layer.call(x, x, x, need_weights: false).Item2.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Multihead_OtherWidths_HaveTheirOwnWeights()
    {
        var layer = MultiheadAttention(6, 3, kdim: 4, vdim: 5, add_bias_kv: true, add_zero_attn: true);
        layer.named_parameters().Select(p => p.name).Should().Equal(
            "q_proj_weight", "k_proj_weight", "v_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias", "bias_k", "bias_v");
        var (read, weights) = layer.call(randn(4, 2, 6), randn(7, 2, 4), randn(7, 2, 5));
        read.shape.Should().Equal(4, 2, 6);
        weights.shape.Should().Equal(2, 4, 9);
    }

    [Fact]
    public void TransformerEncoderLayer_IsItsFormula()
    {
        var layer = TransformerEncoderLayer(6, 2, 8, dropout: 0, activation: Activations.GELU);
        var x = randn(4, 3, 6);
        var state = layer.state_dict();
        state.Keys.Should().Equal(
            "self_attn.in_proj_weight", "self_attn.in_proj_bias", "self_attn.out_proj.weight", "self_attn.out_proj.bias",
            "linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias", "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias");

        var attention = MultiheadAttention(6, 2);
        attention.load_state_dict(state.Where(s => s.Key.StartsWith("self_attn.", StringComparison.Ordinal)).ToDictionary(s => s.Key[10..], s => s.Value));
        var y = functional.layer_norm(x + attention.call(x, x, x).Item1, [6]);
        var wide = functional.gelu(functional.linear(y, state["linear1.weight"], state["linear1.bias"]));
        var expected = functional.layer_norm(y + functional.linear(wide, state["linear2.weight"], state["linear2.bias"]), [6]);
        layer.call(x).ShouldBeClose(expected, 1e-5);
    }

    [Fact]
    public void TransformerEncoder_RunsCopiesOfItsLayer()
    {
        var layer = TransformerEncoderLayer(6, 2, 8);
        var encoder = TransformerEncoder(layer, 2);
        encoder.eval();
        layer.eval();
        var x = randn(4, 3, 6);
        encoder.call(x).ShouldBeClose(layer.call(layer.call(x)), 1e-5);
        encoder.parameters().Should().HaveCount(24);
    }
}
