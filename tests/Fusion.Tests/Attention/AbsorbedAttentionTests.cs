using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// R=3, H=2, Tq=4, Tk=7, d=6 of keys and 5 of values, E=8.
public sealed class AbsorbedAttentionTests
{
    private readonly Tensor _tokens, _perHead;
    private readonly Projection _toKv;
    private readonly Tensor _valid = ones(3, 7, ScalarType.Bool);

    public AbsorbedAttentionTests()
    {
        manual_seed(5);
        (_tokens, _perHead) = (Leaf(3, 7, 8), Leaf(3, 2, 4, 7));
        _toKv = new Projection(8, 22).to(ScalarType.Float64);
        _valid[1, TensorIndex.Slice(4)] = false;
        _valid[2] = false;
    }

    public static TheoryData<string, long, bool> Cases => new()
    {
        { "nothing", 3, true }, { "nothing", 1, true }, { "nothing", 3, false },
        { "padding", 3, true }, { "padding", 1, false }, { "each query", 3, true }, { "per head", 3, true }, { "even", 3, true },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Read_GivesWhatMappedTokensGive(string hidden, long rows, bool hasBias)
    {
        var toKv = hasBias ? _toKv : new Projection(8, 22, hasBias: false).to(ScalarType.Float64);
        var q = Leaf(rows, 2, 4, 6);
        var absorbed = Run(q, toKv, AbsorbedAttention.Read(q, _tokens, toKv, Mask(hidden)), hidden);
        var (k, v) = TokenAttention.Map(q, _tokens, null, toKv);
        var mapped = Run(q, toKv, Attention.Read(q.expand(3, -1, -1, -1), k, v, Mask(hidden)), hidden);
        absorbed.Zip(mapped).Should().AllSatisfy(pair => pair.First.ShouldBe(pair.Second, 1e-12));
        absorbed.Should().HaveCount(3 + (hasBias ? 1 : 0) + (hidden == "per head" ? 1 : 0) + 1);
    }

    // 3 rows of 200 tokens of 8, two heads of 6 and 5: mapped 3 * 200 * 22 * (8 + Tq), absorbed 2 * 3 * 200 * 8 * 2 * Tq + Tq * 8 * (3 * 12 + 3 * 10).
    [Theory]
    [InlineData(4, 3 * 200 * 2 * 8 * 2 * 4 + 4 * 8 * 3 * (12 + 10))]
    [InlineData(9, 3 * 200 * 22 * (8 + 9))]
    public void TokenAttention_TakesTheOrderOfFewerMultiplyAdds(int queries, long expected)
    {
        var (q, tokens) = (Leaf(3, 2, queries, 6), Leaf(3, 200, 8));
        using var products = Products.Count();
        TokenAttention.Read(q, tokens, null, _toKv, mask: null).shape.Should().Equal(3, 2, queries, 5);
        products.MultiplyAdds.Should().Be(expected);
    }

    [Fact]
    public void TokenAttention_WithANorm_IsTheNormFirst()
    {
        var (q, norm) = (Leaf(3, 2, 4, 6), nn.LayerNorm(8).to(ScalarType.Float64));
        norm.weight.detach().uniform_(0.5, 2);
        foreach (var tokens in new[] { _tokens, _tokens.detach() })
        {
            var (k, v) = TokenAttention.Map(q, norm.call(tokens), null, _toKv);
            var expected = Attention.Read(q, k, v);
            TokenAttention.Read(q, tokens, norm, _toKv, mask: null).ShouldBe(expected, 1e-12);
            var (normedK, normedV) = TokenAttention.Map(q, tokens, norm, _toKv);
            Attention.Read(q, normedK, normedV).ShouldBe(expected, 1e-12);
        }
    }

    private KeyMask? Mask(string hidden) => hidden switch
    {
        "nothing" => null,
        "padding" => KeyMask.Of(_valid),
        "per head" => KeyMask.Of(_valid, null, _perHead),
        "each query" => KeyMask.Of(_valid, new(arange(7).le(arange(4).unsqueeze(1)).expand(3, -1, -1))),
        _ => KeyMask.Of(_valid)! with { Even = tensor(new[] { true, false, false, true }).view(1, 1, 4, 1).expand(3, -1, -1, -1) },
    };

    // What was read, then the gradients of all that learns.
    private List<Tensor> Run(Tensor q, Projection toKv, Tensor read, string hidden)
    {
        List<Tensor> learned = [q, _tokens, .. toKv.parameters()];
        if (hidden == "per head") learned.Add(_perHead);
        learned.ForEach(tensor => tensor.grad = null);
        read.pow(3).sum().backward();
        return [read.detach(), .. learned.Select(tensor => tensor.grad!.clone())];
    }

    private static Tensor Leaf(params long[] shape) => randn(shape, ScalarType.Float64).requires_grad_();
}
