namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public (Tensor values, Tensor indexes) cummax(long dim) => CallTwo("cummax", this, dim);
        public (Tensor values, Tensor indexes) cummin(long dim) => CallTwo("cummin", this, dim);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => CallTwo("max.dim", this, dim, keepdim);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => CallTwo("min.dim", this, dim, keepdim);
        public (Tensor, Tensor) mode(long dim = -1, bool keepdim = false) => CallTwo("mode", this, dim, keepdim);
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => CallTwo("topk", this, k, dim, largest, sorted);
        public Tensor all() => Call("all", this);
        public Tensor all(long dim, bool keepdim = false) => Call("all.dim", this, dim, keepdim);
        public Tensor any() => Call("any", this);
        public Tensor any(long dim, bool keepdim = false) => Call("any.dim", this, dim, keepdim);
        public Tensor argmax() => Call("argmax", this);
        public Tensor argmax(long dim, bool keepdim = false) => Call("argmax", this, dim, keepdim);
        public Tensor argmin() => Call("argmin", this);
        public Tensor argmin(long dim, bool keepdim = false) => Call("argmin", this, dim, keepdim);
        public Tensor argsort(long dim = -1, bool descending = false) => Call("argsort", this, dim, descending);
        public Tensor bincount(Tensor weights, long minlength = 0) => Call("bincount", this, weights, minlength);
        public Tensor corrcoef() => Call("corrcoef", this);
        public Tensor cov(long correction = 1, Tensor fweights = null, Tensor aweights = null) => Call("cov", this, correction, fweights, aweights);
        public Tensor cumprod(long dim, ScalarType? type = null) => Call("cumprod", this, dim, type);
        public Tensor cumsum(long dim, ScalarType? type = null) => Call("cumsum", this, dim, type);
        public Tensor cumulative_trapezoid(Tensor x, long dim = -1) => Call("cumulative_trapezoid.x", this, x, dim);
        public Tensor cumulative_trapezoid(double dx = 1, long dim = -1) => Call("cumulative_trapezoid.dx", this, dx, dim);
        public Tensor diff(long n = 1, long dim = -1, Tensor prepend = null, Tensor append = null) => Call("diff", this, n, dim, prepend, append);
        public Tensor dist(Tensor other, float p = 2) => Call("dist", this, other, p);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Call("histc", this, bins, min, max);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call("log_softmax.int", this, dim, dtype);
        public Tensor logcumsumexp(long dim) => Call("logcumsumexp", this, dim);
        public Tensor logsumexp(long dim, bool keepdim = false) => Call("logsumexp", this, dim, keepdim);
        public Tensor max() => Call("max", this);
        public Tensor max(Tensor other) => Call("max.other", this, other);
        public Tensor mean() => Call("mean", this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Call("mean.dim", this, dimensions, keepdim, type);
        public Tensor median() => Call("median", this);
        public Tensor min() => Call("min", this);
        public Tensor min(Tensor other) => Call("min.other", this, other);
        public Tensor msort() => Call("msort", this);
        public Tensor nanmedian() => Call("nanmedian", this);
        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => Call("nanquantile", this, q, dim, keepdim);
        public Tensor nansum() => Call("nansum", this);
        public Tensor norm(float p = 2) => Call("norm.Scalar", this, p);
        public Tensor prod(ScalarType? type = null) => Call("prod", this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Call("prod.dim_int", this, dim, keepdim, type);
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Call("quantile", this, q, dim, keepdim);
        public Tensor renorm(float p, long dim, float maxnorm) => Call("renorm", this, p, dim, maxnorm);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Call("softmax.int", this, dim, dtype);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Call("sum.dim_IntList", this, dim, keepdim, type);
        public Tensor sum(ScalarType? type = null) => Call("sum", this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Call("sum.dim_IntList", this, dim, keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Call("sum.dim_IntList", this, dim, keepdim, type);
        public Tensor trapezoid(Tensor x, long dim = -1) => Call("trapezoid.x", this, x, dim);
        public Tensor trapezoid(double dx = 1, long dim = -1) => Call("trapezoid.dx", this, dx, dim);
    }
}
