namespace TorchSharp;

/// <summary>Operators whose arguments here are not the native ones.</summary>
public static partial class torch
{
    internal static long[] Flat((long, long) pair) => [pair.Item1, pair.Item2];
    internal static long[] Flat((long, long, long) three) => [three.Item1, three.Item2, three.Item3];
    internal static long[] Flat((long, long, long, long) four) => [four.Item1, four.Item2, four.Item3, four.Item4];

    /// <summary>A length that -1 leaves to the operator.</summary>
    private static long? Given(long length) => length < 0 ? null : length;

    public partial class Tensor
    {
        public Tensor amax(params long[] dims) => Call("amax", this, dims);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor @out = null) => Call("amax", this, dims, keepdim);
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor @out = null) => Call("amax", this, dims, keepdim);
        public Tensor amin(params long[] dims) => Call("amin", this, dims);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor @out = null) => Call("amin", this, dims, keepdim);
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor @out = null) => Call("amin", this, dims, keepdim);
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => CallTwo("aminmax", this, dim, keepdim);

        public (Tensor, Tensor) kthvalue(long k, long? dim, bool keepdim = false) => CallTwo("kthvalue", this, k, dim ?? -1, keepdim);
        public static (Tensor, Tensor) kthvalue(Tensor input, long k, long? dim, bool keepdim = false) => input.kthvalue(k, dim, keepdim);

        public (Tensor, Tensor) sort(long dim = -1, bool descending = false, bool stable = false) =>
            stable ? CallTwo("sort.stable", this, stable, dim, descending) : CallTwo("sort", this, dim, descending);

        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            Call("nanmean", this, dim is { } d ? new long[] { d } : null, keepdim, dtype);

        public Tensor count_nonzero(long[] dims = null) =>
            dims is null ? Call("count_nonzero", this) : Call("count_nonzero.dim_IntList", this, dims);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Call("norm.ScalarOpt_dim", this, p, (long)dim, keepdim);

        public Tensor round(long decimals = 0) => decimals == 0 ? Call("round", this) : Call("round.decimals", this, decimals);
        public Tensor round_(long decimals = 0) => decimals == 0 ? Change("round_", this) : Change("round_.decimals", this, decimals);

        public Tensor arctan(Tensor other) => Call("arctan2", this, other);
        public Tensor arctan_(Tensor other) => Change("arctan2_", this, other);
        public Tensor arctan() => Call("arctan", this);
        public Tensor arctan_() => Change("arctan_", this);
        public Tensor polygamma(long p) => Call("polygamma", p, this);
        public Tensor polygamma_(long p) => Change("polygamma_", this, p);
        public Tensor pinverse(double rcond = 1e-15, bool hermitian = false) => Call("linalg_pinv", this, rcond, hermitian);
        public Tensor vander(long N = -1, bool increasing = false) => torch.vander(this, N, increasing);

        public Tensor squeeze(long? dim = null) => dim is { } d ? Call("squeeze.dim", this, d) : Call("squeeze", this);
        public Tensor squeeze_(long? dim = null) => dim is { } d ? Change("squeeze_.dim", this, d) : Change("squeeze_", this);
        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());
        public Tensor unflatten(long dim, params long[] sizes) => Call("unflatten.int", this, dim, sizes);
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor roll(long shifts, long? dims = null) => Call("roll", this, shifts, dims is { } d ? new[] { d } : null);
        public Tensor roll((long, long) shifts, (long, long) dims) => roll(Flat(shifts), Flat(dims));
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) => roll(Flat(shifts), Flat(dims));
        public Tensor rot90(long k = 1, (long, long)? dims = null) => Call("rot90", this, k, Flat(dims ?? (0, 1)));

        public Tensor tensordot(Tensor b, long dims = 2)
        {
            var last = Enumerable.Range(0, (int)dims).Select(i => dim() - dims + i).ToArray();
            return tensordot(b, last, [.. Enumerable.Range(0, (int)dims).Select(i => (long)i)]);
        }

        public Tensor tensordot(Tensor b, (long, long)[] dims) => tensordot(b, [.. dims.Select(d => d.Item1)], [.. dims.Select(d => d.Item2)]);

        public Tensor[] dsplit((long, long) indices_or_sections) => dsplit(Flat(indices_or_sections));
        public Tensor[] dsplit((long, long, long) indices_or_sections) => dsplit(Flat(indices_or_sections));
        public Tensor[] dsplit((long, long, long, long) indices_or_sections) => dsplit(Flat(indices_or_sections));
        public Tensor[] dsplit(Tensor indices) => tensor_split(indices, 2);
        public Tensor[] hsplit(Tensor indices) => tensor_split(indices, dim() == 1 ? 0 : 1);
        public Tensor[] vsplit(Tensor indices) => tensor_split(indices, 0);

        public Tensor take_along_dim(IEnumerable<long> indices) => take_along_dim(tensor(indices.ToArray()));
        public Tensor take_along_dim(IEnumerable<long> indices, long dim) => take_along_dim(tensor(indices.ToArray()), dim);

        public Tensor where(Tensor condition, Tensor y) => Call("where.self", condition, this, y);
        public IList<Tensor> nonzero_as_list() => CallAll("nonzero_numpy", this);
        public Tensor set_(Tensor source) => Change("set_.source_Tensor", this, source);
        public Tensor random_(double from, double to, Generator generator = null) => Change("random_.from", this, (long)from, (long)to, generator);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Asked(dim is { } d
                ? CallThree("unique_dim", this, d, sorted, return_inverse, return_counts)
                : CallThree("_unique2", this, sorted, return_inverse, return_counts), return_inverse, return_counts);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique_consecutive(bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Asked(CallThree("unique_consecutive", this, return_inverse, return_counts, dim), return_inverse, return_counts);

        // What was not asked for comes back empty from libtorch and as null here.
        private static (Tensor, Tensor, Tensor) Asked((Tensor Values, Tensor Inverse, Tensor Counts) found, bool inverse, bool counts)
        {
            if (!inverse) found.Inverse.Dispose();
            if (!counts) found.Counts.Dispose();
            return (found.Values, inverse ? found.Inverse : null, counts ? found.Counts : null);
        }

        public Tensor T => dim() == 2 ? t() : Call("numpy_T", this);
        public Tensor H => Call("matrix_H", this);
        public Tensor mT => Call("mT", this);
        public Tensor mH => Call("mH", this);
        public Tensor real => Call("real", this);
        public Tensor imag => Call("imag", this);

        public Tensor stft(long n_fft, long hop_length = -1, long win_length = -1, Tensor window = null, bool center = true, PaddingModes pad_mode = PaddingModes.Reflect, bool normalized = false, bool? onesided = null, bool? return_complex = null) =>
            Call("stft.center", this, n_fft, Given(hop_length), Given(win_length), window, center, pad_mode.ToString().ToLowerInvariant(), normalized, onesided, return_complex);

        public Tensor istft(long n_fft, long hop_length = -1, long win_length = -1, Tensor window = null, bool center = true, bool normalized = false, bool? onesided = null, long length = -1, bool return_complex = false) =>
            Call("istft", this, n_fft, Given(hop_length), Given(win_length), window, center, normalized, onesided, Given(length), return_complex);

        // A tensor as the size it is made to.
        public Tensor zeros(params long[] sizes) => torch.zeros(sizes, dtype, device);
        public Tensor ones(params long[] sizes) => torch.ones(sizes, dtype, device);
        public Tensor empty(params long[] sizes) => torch.empty(sizes, dtype, device);
        public Tensor full(long[] sizes, Scalar value) => torch.full(sizes, value, dtype, device);
        public Tensor full(ReadOnlySpan<long> sizes, Scalar value) => torch.full(sizes, value, dtype, device);
        public Tensor eye(long rows, long columns) => torch.eye(rows, columns, dtype, device);
    }
}
