namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor std(bool unbiased = true) => Call("std", this, unbiased);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("std.dim", type is { } t ? to(t) : this, dim, unbiased, keepdim);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("std.dim", type is { } t ? to(t) : this, dimensions, unbiased, keepdim);
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("std.dim", type is { } t ? to(t) : this, dimensions, unbiased, keepdim);
        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("std.dim", type is { } t ? to(t) : this, Flat(dim), unbiased, keepdim);
        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("std.dim", type is { } t ? to(t) : this, Flat(dim), unbiased, keepdim);
        public Tensor var(bool unbiased = true) => Call("var", this, unbiased);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("var.dim", type is { } t ? to(t) : this, dim, unbiased, keepdim);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("var.dim", type is { } t ? to(t) : this, dimensions, unbiased, keepdim);
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("var.dim", type is { } t ? to(t) : this, dimensions, unbiased, keepdim);
        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("var.dim", type is { } t ? to(t) : this, Flat(dim), unbiased, keepdim);
        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Call("var.dim", type is { } t ? to(t) : this, Flat(dim), unbiased, keepdim);
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => CallTwo("std_mean", this, unbiased);
        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("std_mean.dim", type is { } t ? to(t) : this, dim, unbiased, keepdim);
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("std_mean.dim", type is { } t ? to(t) : this, dimensions, unbiased, keepdim);
        public (Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("std_mean.dim", type is { } t ? to(t) : this, dimensions, unbiased, keepdim);
        public (Tensor std, Tensor mean) std_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("std_mean.dim", type is { } t ? to(t) : this, Flat(dim), unbiased, keepdim);
        public (Tensor std, Tensor mean) std_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("std_mean.dim", type is { } t ? to(t) : this, Flat(dim), unbiased, keepdim);
        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => CallTwo("var_mean", this, unbiased);
        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("var_mean.dim", type is { } t ? to(t) : this, dim, unbiased, keepdim);
        public (Tensor var, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("var_mean.dim", type is { } t ? to(t) : this, dimensions, unbiased, keepdim);
        public (Tensor var, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("var_mean.dim", type is { } t ? to(t) : this, dimensions, unbiased, keepdim);
        public (Tensor var, Tensor mean) var_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("var_mean.dim", type is { } t ? to(t) : this, Flat(dim), unbiased, keepdim);
        public (Tensor var, Tensor mean) var_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => CallTwo("var_mean.dim", type is { } t ? to(t) : this, Flat(dim), unbiased, keepdim);
    }
}
