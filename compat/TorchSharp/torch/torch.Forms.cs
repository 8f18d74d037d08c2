namespace TorchSharp;

public static partial class torch
{
    public static (Tensor min, Tensor max) aminmax(Tensor input, long? dim = null, bool keepdim = false) => input.aminmax(dim, keepdim);
    public static (Tensor, Tensor) kthvalue(Tensor input, long k, long? dim, bool keepdim = false) => input.kthvalue(k, dim, keepdim);

    public static (Tensor output, Tensor inverse_indices, Tensor counts) unique(Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        input.unique(sorted, return_inverse, return_counts, dim);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Call("where.self", condition, x, y);
    public static Tensor[] where(Tensor condition) => CallAll("where", condition);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Call("stack", tensors.ToArray(), dim);
    public static Tensor einsum(string equation, params Tensor[] tensors) => Call("einsum", equation, tensors);
    public static Tensor block_diag(params Tensor[] tensors) => Call("block_diag", tensors);
    public static Tensor chain_matmul(params Tensor[] matrices) => Call("chain_matmul", matrices);
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => CallAll("broadcast_tensors", tensors);
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => CallAll("meshgrid.indexing", tensors.ToArray(), indexing);
    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => [.. input.Select(t => t.atleast_1d())];
    public static IEnumerable<Tensor> atleast_2d(params Tensor[] input) => [.. input.Select(t => t.atleast_2d())];
    public static IEnumerable<Tensor> atleast_3d(params Tensor[] input) => [.. input.Select(t => t.atleast_3d())];

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Call("cat", tensors.ToArray(), dim);
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Call("cat", tensors.ToArray(), dim);
    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => Call("cat", tensors.ToArray(), axis);
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => Call("hstack", tensors.ToArray());
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => Call("vstack", tensors.ToArray());
    public static Tensor dstack(ReadOnlySpan<Tensor> tensors) => Call("dstack", tensors.ToArray());
    public static Tensor row_stack(ReadOnlySpan<Tensor> tensors) => Call("row_stack", tensors.ToArray());
    public static Tensor column_stack(ReadOnlySpan<Tensor> tensors) => Call("column_stack", tensors.ToArray());
    public static Tensor cartesian_prod(ReadOnlySpan<Tensor> tensors) => Call("cartesian_prod", tensors.ToArray());
    public static Tensor moveaxis(Tensor input, (long, long) source, (long, long) destination) => moveaxis(input, Flat(source), Flat(destination));
    public static Tensor moveaxis(Tensor input, (long, long, long) source, (long, long, long) destination) => moveaxis(input, Flat(source), Flat(destination));
    public static Tensor moveaxis(Tensor input, (long, long, long, long) source, (long, long, long, long) destination) => moveaxis(input, Flat(source), Flat(destination));

    public static Tensor vander(Tensor x, long N = -1, bool increasing = false)
    {
        using var scope = NewDisposeScope();
        var powers = x.unsqueeze(-1).pow(arange(N < 0 ? x.size(0) : N, x.dtype));
        return (increasing ? powers : powers.flip(-1)).MoveToOuterDisposeScope();
    }

    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Call("cdist", x1, x2, p, (long)compute_mode);

    public static Tensor index_reduce(Tensor input, long dim, Tensor index, Tensor source, Reduce reduce, bool include_self = true) =>
        Call("index_reduce", input, dim, index, source, reduce.ToString(), include_self);

    public static (Tensor sign, Tensor logabsdet) slogdet(Tensor A) => CallTwo("linalg_slogdet", A);
    public static Tensor cholesky(Tensor input) => input.cholesky();
    public static Tensor cholesky(Tensor input, bool upper) => input.cholesky(upper);
    public static Tensor cross(Tensor input, Scalar other, long dim = 0) => Call("cross", input, FromScalar(other), dim);

    // ---- Random numbers ----

    public static Tensor rand(long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        Leaf(Call("rand.generator", size, generator, dtype, default, device), requires_grad);

    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        rand(size.ToArray(), dtype, device, requires_grad, generator);

    public static Tensor randn(long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        Leaf(Call("randn.generator", size, generator, dtype, default, device), requires_grad);

    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        randn(size.ToArray(), dtype, device, requires_grad, generator);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        Leaf(Call("randint.low_generator", low, high, size, generator, dtype ?? ScalarType.Int64, default, device), requires_grad);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        randint(low, high, Array.ConvertAll(size, s => (long)s), dtype, device, requires_grad, generator);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        randint(low, high, size.Shape, dtype, device, requires_grad, generator);

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        randint(0, high, size.Shape, dtype, device, requires_grad, generator);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null) =>
        Leaf(Call("randperm.generator", n, generator, dtype ?? ScalarType.Int64, default, device), requires_grad);

    public static Tensor normal(Tensor mean, Tensor std, Generator generator = null) => Call("normal.Tensor_Tensor", mean, std, generator);

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        Leaf(Call("normal.float_float", mean, std, size, generator, dtype, default, device), requires_grad);

    public static int randint_int(int high, Generator generator = null) => randint_int(0, high, generator);
    public static int randint_int(int low, int high, Generator generator = null) => (int)randint_long(low, high, generator);
    public static long randint_long(long high, Generator generator = null) => randint_long(0, high, generator);

    public static long randint_long(long low, long high, Generator generator = null)
    {
        using var drawn = randint(low, high, [], generator: generator);
        return drawn.item<long>();
    }

    public static bool randint_bool(Generator generator = null) => randint_long(0, 2, generator) == 1;

    public static double rand_float(Generator generator = null)
    {
        using var drawn = rand([], ScalarType.Float64, generator: generator);
        return drawn.item<double>();
    }

    public static double randn_float(Generator generator = null)
    {
        using var drawn = randn([], ScalarType.Float64, generator: generator);
        return drawn.item<double>();
    }

    public static Size broadcast_shapes(params long[][] shapes)
    {
        var result = new long[shapes.Max(s => s.Length)];
        Array.Fill(result, 1);
        foreach (var shape in shapes)
        {
            for (var i = 1; i <= shape.Length; i++)
            {
                if (shape[^i] != 1 && result[^i] != 1 && shape[^i] != result[^i])
                    throw new ArgumentException("Shape mismatch: objects cannot be broadcast to a single shape.");
                if (shape[^i] != 1) result[^i] = shape[^i];
            }
        }
        return new Size(result);
    }

    public static Tensor is_neg(Tensor input) => tensor(input.is_neg());
    public static (Tensor, Tensor) frexp(Tensor input) => input.frexp();
    public static (Tensor, Tensor) lstsq(Tensor B, Tensor A)
    {
        var (solution, residuals, _, _) = linalg.lstsq(A, B);
        return (solution, residuals);
    }

    public static Tensor lu_solve(Tensor b, Tensor LU_data, Tensor LU_pivots) => Call("lu_solve", b, LU_data, LU_pivots);
    public static Tensor orgqr(Tensor input, Tensor tau) => Call("orgqr", input, tau);
    public static Tensor[] hsplit(Tensor input, (long, long) indices_or_sections) => input.hsplit(Flat(indices_or_sections));
    public static Tensor[] hsplit(Tensor input, (long, long, long) indices_or_sections) => input.hsplit(Flat(indices_or_sections));
    public static Tensor[] hsplit(Tensor input, (long, long, long, long) indices_or_sections) => input.hsplit(Flat(indices_or_sections));

    public static ICollection<Tensor> gradient(Tensor input, int spacing = 1, long? dim = null, int edge_order = 1) =>
        dim is { } d ? gradient(input, spacing, [d], edge_order) : gradient(input, spacing, (long[])null, edge_order);

    public static ICollection<Tensor> gradient(Tensor input, int spacing = 1, long[] dims = null, int edge_order = 1) =>
        CallAll("gradient.scalararray", input, spacing, dims ?? [.. Enumerable.Range(0, (int)input.dim()).Select(i => (long)i)], edge_order);

    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, Tensor bins, Tensor weight = null, bool density = false) =>
        CallTwo("histogram.bins_tensor", input, bins, weight, density);

    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, long bins, (double, double)? range = null, Tensor weight = null, bool density = false) =>
        CallTwo("histogram.bin_ct", input, bins, range is { } r ? new[] { r.Item1, r.Item2 } : null, weight, density);

    public static Tensor load(string location) => Tensor.Load(location);
    public static void save(Tensor t, string location) => t.Save(location);
}
