using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>The fused attention against products in float64 at great lengths: libtorch 2.10 is reported to misread long masks (pytorch #162588). With EEGAVI_LONG=1.</summary>
public sealed class LongAttentionTests
{
    private const long Heads = 2, Width = 16, AtATime = 512;

    public static TheoryData<string, long, long> Cases
    {
        get
        {
            var cases = new TheoryData<string, long, long> { { "causal", 16_384, 16_384 } };
            foreach (var hidden in new[] { "nothing", "padding", "causal", "band", "each query", "soft", "per head", "nothing seen" })
                foreach (var keys in new[] { 513L, 4_095, 16_384 }) cases.Add(hidden, 700, keys);
            return cases;
        }
    }

    [SkippableTheory, MemberData(nameof(Cases))]
    public void Read_AtGreatLengths_IsThatOfProductsInFloat64(string hidden, long queries, long keys)
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("EEGAVI_LONG") is "1", "a long test: set EEGAVI_LONG=1");
        using var scope = NewDisposeScope();
        manual_seed(7);
        var (q, k, v, cotangent) = (Random(queries, 2), Random(keys, 2), Random(keys, 1), Random(queries, 1));
        var mask = Mask(hidden, queries, keys);

        var fused = Read([q, k, v], mask, cotangent, queries, ScalarType.Float32);
        var exact = Read([q, k, v], mask, cotangent, AtATime, ScalarType.Float64);
        foreach (var (actual, expected) in fused.Zip(exact)) ((actual - expected).abs().max() / expected.abs().max()).ToDouble().Should().BeLessThan(2e-5);
    }

    // What is read, then the gradients of queries, keys and values, in float64; some queries at a time.
    private static List<Tensor> Read(Tensor[] inputs, KeyMask? mask, Tensor cotangent, long atATime, ScalarType type)
    {
        var leaves = inputs.Select(x => x.to_type(type).detach().requires_grad_()).ToArray();
        var reads = new List<Tensor>();
        for (var start = 0L; start < cotangent.shape[2]; start += atATime)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(atATime, cotangent.shape[2] - start);
            var (asked, part) = (leaves[0].narrow(2, start, count), mask is null ? null : Part(mask, start, count));
            var read = type == ScalarType.Float32 ? Attention.Read(asked, leaves[1], leaves[2], part) : Products(asked, leaves[1], leaves[2], part);
            (read * cotangent.narrow(2, start, count)).sum().backward();
            reads.Add(read.detach().to_type(ScalarType.Float64).MoveToOuterDisposeScope());
        }
        return [cat([.. reads], 2), .. leaves.Select(leaf => leaf.grad!.to_type(ScalarType.Float64))];
    }

    private static Tensor Products(Tensor q, Tensor k, Tensor v, KeyMask? mask)
    {
        var read = AttentionReport.Weights(q, k, mask?.Bias).flatten(0, 1).bmm(v.flatten(0, 1)).view_as(q);
        return mask?.Seen is null ? read : read * mask.Seen;
    }

    private static KeyMask Part(KeyMask mask, long start, long count)
    {
        Tensor Of(Tensor x) => x.shape[2] == 1 ? x : x.narrow(2, start, count);
        return new(Of(mask.Bias), mask.Seen is null ? null : Of(mask.Seen));
    }

    private static KeyMask? Mask(string hidden, long queries, long keys)
    {
        var (valid, apart) = (ones([1, keys], ScalarType.Bool), arange(keys).unsqueeze(0) - (arange(queries) * (keys - 1) / (queries - 1)).unsqueeze(1));
        var visible = rand(1, queries, keys).gt(0.5);
        return hidden switch
        {
            "padding" => KeyMask.Of(arange(keys).lt(keys - (keys / 3)).unsqueeze(0)),
            "causal" => KeyMask.Of(valid, new(apart.le(0).unsqueeze(0))),
            "band" => KeyMask.Of(valid, new(apart.abs().le(keys / 64.0).unsqueeze(0))),
            "each query" => KeyMask.Of(valid, new(visible)),
            "soft" => KeyMask.Of(valid, new(Bias: apart.abs().clamp_max(keys / 8.0).unsqueeze(0) * (-16.0f / keys))),
            "per head" => KeyMask.Of(valid, new(visible), randn(1, Heads, queries, keys)),
            "nothing seen" => KeyMask.Of(valid, new(visible.logical_and(arange(queries).remainder(3).ne(0).view(1, -1, 1)))),
            _ => null,
        };
    }

    private static Tensor Random(long tokens, double size) => randn(1, Heads, tokens, Width) * size;
}
