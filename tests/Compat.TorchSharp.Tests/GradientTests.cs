using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

/// <summary>Each operator's gradient against central differences in float64, for every input.</summary>
public class GradientTests
{
    private const double Step = 1e-6;

    private static Tensor Positive(params long[] shape) => rand(shape, float64) + 0.5;
    private static Tensor Any(params long[] shape) => randn(shape, float64);

    // Away from 0 and from the integers, where some operators jump.
    private static Tensor Smooth(params long[] shape) => rand(shape, float64) * 0.6 + 0.2;

    private static readonly Dictionary<string, (Func<Tensor[]> Inputs, Func<Tensor[], Tensor> Run)> Cases = new()
    {
        ["x + y broadcast"] = (() => [Any(2, 3, 4), Any(3, 1)], x => x[0] + x[1]),
        ["x - y"] = (() => [Any(3, 4), Any(4)], x => x[0] - x[1]),
        ["x * y"] = (() => [Any(3, 4), Any(3, 1)], x => x[0] * x[1]),
        ["x / y"] = (() => [Any(3, 4), Positive(4)], x => x[0] / x[1]),
        ["x + 2"] = (() => [Any(3)], x => x[0] + 2),
        ["2 - x"] = (() => [Any(3)], x => 2.0 - x[0]),
        ["x * 2.5"] = (() => [Any(3)], x => x[0] * 2.5),
        ["3 / x"] = (() => [Positive(3)], x => 3.0 / x[0]),
        ["-x"] = (() => [Any(3)], x => -x[0]),
        ["add alpha"] = (() => [Any(3), Any(3)], x => x[0].add(x[1], 0.3)),
        ["addcmul"] = (() => [Any(3), Any(3), Any(3)], x => x[0].addcmul(x[1], x[2], 0.7)),
        ["addcdiv"] = (() => [Any(3), Any(3), Positive(3)], x => x[0].addcdiv(x[1], x[2], 0.7)),
        ["lerp"] = (() => [Any(3), Any(3), Smooth(3)], x => x[0].lerp(x[1], x[2])),
        ["pow scalar"] = (() => [Positive(3)], x => x[0].pow(2.5)),
        ["pow tensor"] = (() => [Positive(3), Any(3)], x => x[0].pow(x[1])),
        ["square"] = (() => [Any(3)], x => x[0].square()),
        ["remainder"] = (() => [Smooth(3)], x => x[0] % 0.9),
        ["maximum"] = (() => [Any(5), Any(5)], x => maximum(x[0], x[1])),
        ["minimum"] = (() => [Any(5), Any(5)], x => minimum(x[0], x[1])),
        ["hypot"] = (() => [Any(3), Any(3)], x => hypot(x[0], x[1])),
        ["atan2"] = (() => [Any(3), Positive(3)], x => atan2(x[0], x[1])),
        ["logaddexp"] = (() => [Any(3), Any(3)], x => logaddexp(x[0], x[1])),
        ["xlogy"] = (() => [Positive(3), Positive(3)], x => xlogy(x[0], x[1])),
        ["clamp"] = (() => [Any(9)], x => x[0].clamp(-0.5, 0.5)),
        ["abs"] = (() => [Any(5)], x => x[0].abs()),
        ["exp"] = (() => [Any(3)], x => x[0].exp()),
        ["expm1"] = (() => [Any(3)], x => x[0].expm1()),
        ["log"] = (() => [Positive(3)], x => x[0].log()),
        ["log1p"] = (() => [Positive(3)], x => x[0].log1p()),
        ["log2"] = (() => [Positive(3)], x => x[0].log2()),
        ["sqrt"] = (() => [Positive(3)], x => x[0].sqrt()),
        ["rsqrt"] = (() => [Positive(3)], x => x[0].rsqrt()),
        ["reciprocal"] = (() => [Positive(3)], x => x[0].reciprocal()),
        ["sin"] = (() => [Any(3)], x => x[0].sin()),
        ["cos"] = (() => [Any(3)], x => x[0].cos()),
        ["tan"] = (() => [Smooth(3)], x => x[0].tan()),
        ["asin"] = (() => [Smooth(3)], x => x[0].asin()),
        ["atan"] = (() => [Any(3)], x => x[0].atan()),
        ["sinh"] = (() => [Any(3)], x => x[0].sinh()),
        ["tanh"] = (() => [Any(3)], x => x[0].tanh()),
        ["erf"] = (() => [Any(3)], x => x[0].erf()),
        ["erfinv"] = (() => [Smooth(3)], x => x[0].erfinv()),
        ["lgamma"] = (() => [Positive(3)], x => x[0].lgamma()),
        ["digamma"] = (() => [Positive(3)], x => x[0].digamma()),
        ["sigmoid"] = (() => [Any(3)], x => x[0].sigmoid()),
        ["log_sigmoid"] = (() => [Any(3)], x => x[0].log_sigmoid()),
        ["softplus"] = (() => [Any(3)], x => x[0].softplus()),
        ["relu"] = (() => [Any(7)], x => x[0].relu()),
        ["gelu"] = (() => [Any(7)], x => x[0].gelu()),
        ["silu"] = (() => [Any(7)], x => x[0].silu()),
        ["elu"] = (() => [Any(7)], x => x[0].elu(0.8)),
        ["leaky_relu"] = (() => [Any(7)], x => x[0].leaky_relu(0.1)),
        ["hardtanh"] = (() => [Any(7)], x => x[0].hardtanh(-0.7, 0.7)),
        ["glu"] = (() => [Any(3, 6)], x => x[0].glu()),
        ["prelu"] = (() => [Any(2, 3), Positive(3)], x => x[0].prelu(x[1])),
        ["sinc"] = (() => [Smooth(3)], x => x[0].sinc()),
        ["softmax"] = (() => [Any(3, 4)], x => x[0].softmax(-1)),
        ["log_softmax"] = (() => [Any(3, 4)], x => x[0].log_softmax(0)),
        ["logsumexp"] = (() => [Any(3, 4)], x => x[0].logsumexp(1)),
        ["sum"] = (() => [Any(3, 4)], x => x[0].sum()),
        ["sum dim"] = (() => [Any(2, 3, 4)], x => x[0].sum([0, 2], keepdim: true)),
        ["mean"] = (() => [Any(2, 3, 4)], x => x[0].mean([1])),
        ["prod"] = (() => [Positive(2, 3)], x => x[0].prod(1)),
        ["var"] = (() => [Any(3, 4)], x => x[0].var(1)),
        ["std"] = (() => [Any(3, 4)], x => x[0].std(0, unbiased: false)),
        ["norm"] = (() => [Any(3, 4)], x => x[0].norm(1)),
        ["linalg.norm"] = (() => [Any(3, 4)], x => linalg.norm(x[0], dims: [1])),
        ["max dim"] = (() => [Any(3, 4)], x => x[0].max(1).values),
        ["min"] = (() => [Any(3, 4)], x => x[0].min()),
        ["amax"] = (() => [Any(3, 4)], x => x[0].amax([0])),
        ["median"] = (() => [Any(5)], x => x[0].median()),
        ["topk"] = (() => [Any(3, 5)], x => x[0].topk(2).values),
        ["sort"] = (() => [Any(3, 5)], x => x[0].sort(1).Item1),
        ["cumsum"] = (() => [Any(3, 4)], x => x[0].cumsum(1)),
        ["cumprod"] = (() => [Positive(3, 4)], x => x[0].cumprod(0)),
        ["diff"] = (() => [Any(3, 4)], x => x[0].diff(dim: 1)),
        ["quantile"] = (() => [Any(5)], x => x[0].quantile(tensor(0.3))),
        ["matmul batched"] = (() => [Any(2, 3, 4), Any(4, 5)], x => matmul(x[0], x[1])),
        ["mm"] = (() => [Any(3, 4), Any(4, 2)], x => x[0].mm(x[1])),
        ["bmm"] = (() => [Any(2, 3, 4), Any(2, 4, 5)], x => x[0].bmm(x[1])),
        ["addmm"] = (() => [Any(3, 2), Any(3, 4), Any(4, 2)], x => x[0].addmm(x[1], x[2], 0.5f, 2f)),
        ["baddbmm"] = (() => [Any(2, 3, 5), Any(2, 3, 4), Any(2, 4, 5)], x => x[0].baddbmm(x[1], x[2])),
        ["einsum"] = (() => [Any(2, 3, 4), Any(2, 5, 4)], x => einsum("btd,bsd->bts", x[0], x[1])),
        ["outer"] = (() => [Any(3), Any(4)], x => outer(x[0], x[1])),
        ["dot"] = (() => [Any(3), Any(3)], x => x[0].dot(x[1])),
        ["cdist"] = (() => [Any(3, 4), Any(5, 4)], x => cdist(x[0], x[1])),
        ["linalg.solve"] = (() => [Any(3, 3) + eye(3, dtype: float64) * 4, Any(3, 2)], x => linalg.solve(x[0], x[1])),
        ["linalg.inv"] = (() => [Any(3, 3) + eye(3, dtype: float64) * 4], x => linalg.inv(x[0])),
        ["linalg.det"] = (() => [Any(3, 3)], x => linalg.det(x[0])),
        ["view"] = (() => [Any(3, 4)], x => x[0].view(2, 6) * Any2(2, 6)),
        ["permute"] = (() => [Any(2, 3, 4)], x => x[0].permute(2, 0, 1)),
        ["transpose reshape"] = (() => [Any(2, 3, 4)], x => x[0].transpose(0, 2).reshape(-1)),
        ["squeeze unsqueeze"] = (() => [Any(2, 1, 3)], x => x[0].squeeze(1).unsqueeze(0)),
        ["expand"] = (() => [Any(1, 3)], x => x[0].expand(4, -1)),
        ["repeat"] = (() => [Any(2, 3)], x => x[0].repeat(2, 3)),
        ["repeat_interleave"] = (() => [Any(2, 3)], x => x[0].repeat_interleave(2, dim: 1)),
        ["cat"] = (() => [Any(2, 3), Any(2, 4)], x => cat([x[0], x[1]], 1)),
        ["stack"] = (() => [Any(2, 3), Any(2, 3)], x => stack([x[0], x[1]], 1)),
        ["chunk"] = (() => [Any(2, 6)], x => x[0].chunk(3, 1)[1]),
        ["split"] = (() => [Any(2, 6)], x => x[0].split([1, 5], 1)[1]),
        ["narrow"] = (() => [Any(5, 3)], x => x[0].narrow(0, 1, 3)),
        ["flip"] = (() => [Any(2, 3)], x => x[0].flip(1)),
        ["roll"] = (() => [Any(2, 3)], x => x[0].roll(1, 1)),
        ["unfold"] = (() => [Any(2, 7)], x => x[0].unfold(1, 3, 2)),
        ["tril"] = (() => [Any(3, 3)], x => x[0].tril()),
        ["triu"] = (() => [Any(3, 3)], x => x[0].triu(1)),
        ["diagonal"] = (() => [Any(3, 3)], x => x[0].diagonal()),
        ["index slice"] = (() => [Any(4, 5)], x => x[0][TensorIndex.Slice(1, 4, 2), TensorIndex.Single(-1)]),
        ["index tensor"] = (() => [Any(4, 5)], x => x[0][TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 0, 3, 3 }))]),
        ["index mask"] = (() => [Any(4)], x => x[0][tensor(new[] { true, false, true, true })]),
        ["index_select"] = (() => [Any(4, 5)], x => x[0].index_select(0, tensor(new long[] { 2, 0, 2 }))),
        ["gather"] = (() => [Any(3, 4)], x => x[0].gather(1, tensor(new long[,] { { 0, 3 }, { 1, 1 }, { 2, 0 } }))),
        ["scatter_add"] = (() => [Any(3), Any(5)], x => x[0].scatter_add(0, tensor(new long[] { 0, 2, 2, 1, 0 }), x[1])),
        ["scatter"] = (() => [Any(5), Any(2)], x => x[0].scatter(0, tensor(new long[] { 4, 1 }), x[1])),
        ["index_add"] = (() => [Any(3, 2), Any(2, 2)], x => x[0].index_add(0, tensor(new long[] { 2, 0 }), x[1], 0.5)),
        ["masked_fill"] = (() => [Any(4)], x => x[0].masked_fill(tensor(new[] { true, false, true, false }), 3.0)),
        ["masked_select"] = (() => [Any(4)], x => x[0].masked_select(tensor(new[] { true, false, true, false }))),
        ["where"] = (() => [Any(4), Any(4)], x => where(tensor(new[] { true, false, true, false }), x[0], x[1])),
        ["take_along_dim"] = (() => [Any(2, 3)], x => x[0].take_along_dim(tensor(new long[,] { { 2 }, { 0 } }), 1)),
        ["nan_to_num"] = (() => [Any(4)], x => x[0].nan_to_num()),
        ["to float64 twice"] = (() => [Any(4)], x => x[0].to(float64).clone().contiguous()),
        ["rfft"] = (() => [Any(3, 8)], x => view_as_real(fft.rfft(x[0]))),
        ["irfft"] = (() => [Any(3, 8)], x => fft.irfft(fft.rfft(x[0]) * 2.0)),
        ["stft"] = (() => [Any(64)], x => view_as_real(stft(x[0], 16, 4, window: hann_window(16, dtype: float64), return_complex: true))),
        ["in place on a copy"] = (() => [Any(4)], x => x[0].clone().mul_(2.0).add_(x[0])),
        ["index_put_"] = (() => [Any(4), Any(2)], x => x[0].clone().index_put_(x[1], tensor(new long[] { 3, 1 }))),
    };

    // A fixed weight, so that a view's order counts in the sum of the outputs.
    private static Tensor Any2(long rows, long columns) => arange(rows * columns, float64).reshape(rows, columns) / 7.0;

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_EqualsCentralDifferences(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(17);
        var (make, run) = Cases[name];
        var inputs = make().Select(x => x.detach().requires_grad_()).ToArray();
        var weight = randn_like(run(inputs)).detach();

        (run(inputs) * weight).sum().backward();

        foreach (var input in inputs) Compare(input, () => (run(inputs) * weight).sum().item<double>());
    }

    private static void Compare(Tensor input, Func<double> loss)
    {
        using var off = no_grad();
        var flat = input.view(-1);
        var expected = new double[flat.numel()];
        for (var i = 0; i < expected.Length; i++)
        {
            using var inner = NewDisposeScope();
            flat[i] += Step;
            var up = loss();
            flat[i] -= 2 * Step;
            expected[i] = (up - loss()) / (2 * Step);
            flat[i] += Step;
        }
        var found = input.grad.reshape(-1).data<double>().ToArray();
        for (var i = 0; i < expected.Length; i++) found[i].Should().BeApproximately(expected[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
    }
}
