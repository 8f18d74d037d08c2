using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

/// <summary>Operators whose arguments are not passed on as they are: one small value each, as PyTorch prints it.</summary>
public class FormsTests
{
    private static Tensor Six => arange(6, dtype: float32).reshape(2, 3);

    private static readonly Dictionary<string, (Func<Tensor> Run, string Expected)> Cases = new()
    {
        ["std tuple"] = (() => Six.std((0, 1), unbiased: false), "[] 1.707825"),
        ["var dim"] = (() => Six.var(1), "[2] 1 1"),
        ["std_mean"] = (() => Six.std_mean(1, unbiased: false).mean, "[2] 1 4"),
        ["var type"] = (() => arange(4).var(0, type: float32), "[] 1.666667"),
        ["aminmax"] = (() => Six.aminmax(1).max, "[2] 2 5"),
        ["amax keepdim"] = (() => Six.amax([0], keepdim: true), "[1,3] 3 4 5"),
        ["kthvalue"] = (() => Six.kthvalue(2, 1).Item1, "[2] 1 4"),
        ["sort descending"] = (() => Six.sort(1, descending: true).Item1, "[2,3] 2 1 0 5 4 3"),
        ["sort stable"] = (() => tensor(new[] { 1, 0, 1, 0 }).sort(stable: true).Item2, "[4] 1 3 0 2"),
        ["nanmean"] = (() => tensor(new[] { 1f, float.NaN, 3f }).nanmean(), "[] 2"),
        ["nanmean dim"] = (() => tensor(new[,] { { 1f, float.NaN }, { 3f, 5f } }).nanmean(1), "[2] 1 4"),
        ["count_nonzero"] = (() => Six.count_nonzero(), "[] 5"),
        ["count_nonzero dims"] = (() => Six.count_nonzero([0]), "[3] 1 2 2"),
        ["sum two dims"] = (() => Six.sum(0, 1, keepdim: true), "[1,1] 15"),
        ["norm dim"] = (() => Six.norm(1, keepdim: true, p: 1), "[2,1] 3 12"),
        ["round"] = (() => tensor(new[] { 0.5, 1.5, 2.345 }).round(), "[3] 0 2 2"),
        ["round decimals"] = (() => tensor(new[] { 1.25, 2.344 }).round(2), "[2] 1.25 2.34"),
        ["squeeze"] = (() => ones(1, 2, 1).squeeze(), "[2] 1 1"),
        ["squeeze dim"] = (() => ones(1, 2, 1).squeeze(0), "[2,1] 1 1"),
        ["unflatten"] = (() => arange(6).unflatten(0, 2, -1), "[2,3] 0 1 2 3 4 5"),
        ["roll"] = (() => Six.roll(1, 1), "[2,3] 2 0 1 5 3 4"),
        ["roll flat"] = (() => Six.roll(2), "[2,3] 4 5 0 1 2 3"),
        ["roll tuple"] = (() => Six.roll((1, 1), (0, 1)), "[2,3] 5 3 4 2 0 1"),
        ["rot90"] = (() => Six.rot90(), "[3,2] 2 5 1 4 0 3"),
        ["tensordot"] = (() => Six.tensordot(Six.t(), 1), "[2,2] 5 14 14 50"),
        ["tensordot pairs"] = (() => Six.tensordot(Six, [(0, 0), (1, 1)]), "[] 55"),
        ["where"] = (() => Six.where(Six > 2, zeros(2, 3)), "[2,3] 0 0 0 3 4 5"),
        ["where places"] = (() => torch.where(Six > 3)[1], "[2] 1 2"),
        ["unique"] = (() => tensor(new[] { 3, 1, 3 }).unique().Item1, "[2] 1 3"),
        ["unique counts"] = (() => tensor(new[] { 3, 1, 3 }).unique(return_counts: true).Item3, "[2] 1 2"),
        ["unique_consecutive"] = (() => tensor(new[] { 3, 3, 1, 3 }).unique_consecutive().Item1, "[3] 3 1 3"),
        ["T"] = (() => Six.T, "[3,2] 0 3 1 4 2 5"),
        ["mT"] = (() => ones(2, 3, 4).mT.sum([0, 2]), "[4] 6 6 6 6"),
        ["vander"] = (() => vander(tensor(new[] { 2.0, 3.0 }), 3), "[2,3] 4 2 1 9 3 1"),
        ["bincount"] = (() => bincount(tensor(new long[] { 0, 2, 2 })), "[3] 1 0 2"),
        ["histc"] = (() => histc(Six, 3, 0, 6), "[3] 2 2 2"),
        ["isin"] = (() => isin(Six, tensor(new[] { 1f, 5f })), "[2,3] False True False False False True"),
        ["searchsorted"] = (() => searchsorted(tensor(new[] { 1.0, 3.0, 5.0 }), tensor(new[] { 3.0 }), right: true), "[1] 2"),
        ["bucketize"] = (() => bucketize(tensor(new[] { 0.5, 4.0 }), tensor(new[] { 1.0, 3.0 })), "[2] 0 2"),
        ["meshgrid"] = (() => meshgrid([arange(2), arange(3)])[1], "[2,3] 0 1 2 0 1 2"),
        ["tril_indices"] = (() => tril_indices(2, 2), "[2,3] 0 1 1 0 0 1"),
        ["eye"] = (() => eye(2, 3), "[2,3] 1 0 0 0 1 0"),
        ["linspace"] = (() => linspace(0, 1, 3), "[3] 0 0.5 1"),
        ["arange step"] = (() => arange(1, 2, 0.5), "[2] 1 1.5"),
        ["full bool"] = (() => full(2, true), "[2] True True"),
        ["zeros_like type"] = (() => zeros_like(Six, int32), "[2,3] 0 0 0 0 0 0"),
        ["new_full"] = (() => Six.new_full(2, 7), "[2] 7 7"),
        ["new_zeros"] = (() => Six.new_zeros([1, 2], int64), "[1,2] 0 0"),
        ["cummax"] = (() => tensor(new[] { 1, 3, 2 }).cummax(0).indexes, "[3] 0 1 1"),
        ["take_along_dim"] = (() => Six.take_along_dim([2L, 0L]), "[2] 2 0"),
        ["dsplit"] = (() => ones(1, 1, 4).dsplit((1, 3))[1], "[1,1,2] 1 1"),
        ["tensor_split"] = (() => arange(5).tensor_split(2)[0], "[3] 0 1 2"),
        ["split remainder"] = (() => arange(5).split(2)[2], "[1] 4"),
        ["clamp one side"] = (() => Six.clamp(min: 4), "[2,3] 4 4 4 4 4 5"),
        ["clamp tensor"] = (() => Six.clamp(max: tensor(3f)), "[2,3] 0 1 2 3 3 3"),
        ["div floor"] = (() => tensor(new[] { -3f, 3f }).div(2, RoundingMode.floor), "[2] -2 1"),
        ["floor_divide"] = (() => tensor(new[] { 7, 8 }).floor_divide(2), "[2] 3 4"),
        ["int product"] = (() => tensor(new[] { 2, 3 }) * 2, "[2] 4 6"),
        ["and or not"] = (() => (Six > 1 & Six < 5) | ~(Six > 0), "[2,3] True False True True True False"),
        ["scalar tensor"] = (() => (Tensor)2.5 + 1, "[] 3.5"),
        ["from_array"] = (() => from_array(new[,] { { 1L, 2L }, { 3L, 4L } }), "[2,2] 1 2 3 4"),
        ["bool array"] = (() => tensor(new[] { true, false }), "[2] True False"),
        ["typed list"] = (() => tensor(new List<int> { 1, 2 }, float64), "[2] 1 2"),
        ["frombuffer"] = (() => frombuffer(new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 }, float32), "[2] 1 2"),
        ["memory"] = (() => tensor(new Memory<float>([1, 2, 3, 4]), [2, 2]), "[2,2] 1 2 3 4"),
        ["index new axis"] = (() => Six[TensorIndex.None, 1, TensorIndex.Slice(1)], "[1,2] 4 5"),
        ["index range"] = (() => Six[.., 1..], "[2,2] 1 2 4 5"),
        ["index rows"] = (() => Six[tensor(new long[] { 1, 0 })], "[2,3] 3 4 5 0 1 2"),
        ["index mask then number"] = (() => Six[TensorIndex.Tensor(tensor(new[] { false, true })), 2], "[1] 5"),
        ["index ellipsis"] = (() => ones(2, 3, 4)[TensorIndex.Ellipsis, 0, TensorIndex.Colon].sum(), "[] 8"),
        ["set slice"] = (() => { var x = Six; x[TensorIndex.Colon, 1] = tensor(9f); return x; }, "[2,3] 0 9 2 3 9 5"),
        ["set mask"] = (() => { var x = Six; x[x > 3] = 0f; return x; }, "[2,3] 0 1 2 3 0 0"),
        ["index_put_ adds"] = (() => zeros(3).index_put_(ones(2), [tensor(new long[] { 1, 1 })], accumulate: true), "[3] 0 2 0"),
        ["movedim"] = (() => ones(2, 3, 4).movedim([0], [2]).sum([1, 2]), "[3] 8 8 8"),
        ["logical"] = (() => tensor(new[] { true, false }).logical_and(tensor(new[] { true, true })), "[2] True False"),
        ["gradient"] = (() => gradient(tensor(new[] { 1.0, 4.0, 9.0 }), 1, 0L).First(), "[3] 3 4 5"),
        ["quantile"] = (() => Six.quantile(tensor(0.5f)), "[2] 1 4"),
        ["lstsq"] = (() => linalg.lstsq(eye(2), tensor(new[,] { { 3f }, { 4f } })).Item1, "[2,1] 3 4"),
        ["svdvals"] = (() => linalg.svdvals(eye(2) * 2), "[2] 2 2"),
        ["eigvalsh"] = (() => linalg.eigvalsh(eye(2)), "[2] 1 1"),
        ["matrix_norm"] = (() => linalg.matrix_norm(eye(2)), "[] 1.414214"),
        ["pinverse"] = (() => (eye(2) * 2).pinverse(), "[2,2] 0.5 0 0 0.5"),
        ["fftfreq"] = (() => fft.fftfreq(4), "[4] 0 0.25 -0.5 -0.25"),
        ["broadcast_tensors"] = (() => broadcast_tensors(ones(2, 1), ones(3))[0], "[2,3] 1 1 1 1 1 1"),
        ["einsum trace"] = (() => einsum("ii->", eye(3)), "[] 3"),
        ["block_diag"] = (() => torch.block_diag(ones(1, 1), ones(1, 1)), "[2,2] 1 0 0 1"),
        ["cdist"] = (() => cdist(zeros(1, 2), ones(1, 2), 1), "[1,1] 2"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operator_GivesPyTorchsValues(string name)
    {
        using var scope = NewDisposeScope();
        var (run, expected) = Cases[name];
        Text(run()).Should().Be(expected);
    }

    private static string Text(Tensor x)
    {
        var flat = x.detach().contiguous().reshape(-1);
        var values = x.dtype == ScalarType.Bool
            ? flat.data<bool>().Select(v => v.ToString())
            : flat.to(float64).data<double>().Select(v => Math.Round(v, 6).ToString(CultureInfo.InvariantCulture));
        return $"[{string.Join(",", x.shape)}] {string.Join(" ", values)}";
    }

    [Fact]
    public void Multinomial_DrawsOnlyWhatHasWeight()
    {
        using var scope = NewDisposeScope();
        multinomial(tensor(new[] { 0f, 1f, 0f }), 4, replacement: true).data<long>().Should().OnlyContain(i => i == 1);
    }

    [Fact]
    public void TensorFile_RoundTrips()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        Six.t().Save(new BinaryWriter(stream));
        stream.Position = 0;
        var back = Tensor.Load(new BinaryReader(stream));
        (back.shape, back.Equals(Six.t())).Should().BeEquivalentTo((new long[] { 3, 2 }, true));
    }

    [Theory]
    [InlineData(global::TorchSharp.TensorStringStyle.Metadata, "[2x3], type = Float32, device = cpu")]
    [InlineData(global::TorchSharp.TensorStringStyle.Julia, "[2x3], type = Float32, device = cpu\n 0 1 2\n 3 4 5\n")]
    [InlineData(global::TorchSharp.TensorStringStyle.Numpy, "[[0 1 2]\n [3 4 5]]")]
    public void ToString_PrintsInItsStyle(global::TorchSharp.TensorStringStyle style, string expected)
    {
        using var x = Six;
        x.ToString(style).Should().Be(expected);
    }
}
