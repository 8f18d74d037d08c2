namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor adjoint() => Call("adjoint", this);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Call("as_strided", this, size, strides, storageOffset);
        public Tensor atleast_1d() => Call("atleast_1d", this);
        public Tensor atleast_2d() => Call("atleast_2d", this);
        public Tensor atleast_3d() => Call("atleast_3d", this);
        public Tensor broadcast_to(params long[] shape) => Call("broadcast_to", this, shape);
        public Tensor channel_shuffle(long groups) => Call("channel_shuffle", this, groups);
        public Tensor clone() => Call("clone", this);
        public Tensor contiguous() => Call("contiguous", this);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Change("copy_", this, source, nonBlocking);
        public Tensor diag(long diagonal = 0) => Call("diag", this, diagonal);
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Call("diag_embed", this, offset, dim1, dim2);
        public Tensor diagflat(long offset = 0) => Call("diagflat", this, offset);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Call("diagonal", this, offset, dim1, dim2);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Call("expand", this, sizes, isImplicit);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Call("expand", this, sizes, isImplicit);
        public Tensor expand(params long[] sizes) => Call("expand", this, sizes);
        public Tensor expand_as(Tensor other) => Call("expand_as", this, other);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Call("flatten.using_ints", this, start_dim, end_dim);
        public Tensor flip(params long[] dims) => Call("flip", this, dims);
        public Tensor fliplr() => Call("fliplr", this);
        public Tensor flipud() => Call("flipud", this);
        public Tensor moveaxis(long[] source, long[] destination) => Call("moveaxis.intlist", this, source, destination);
        public Tensor movedim(long[] source, long[] destination) => Call("movedim.intlist", this, source, destination);
        public Tensor narrow(long dim, long start, long length) => Call("narrow", this, dim, start, length);
        public Tensor permute(params long[] permutation) => Call("permute", this, permutation);
        public Tensor ravel() => Call("ravel", this);
        public Tensor repeat(params long[] sizes) => Call("repeat", this, sizes);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Call("repeat_interleave.self_Tensor", this, repeats, dim, output_size);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Call("repeat_interleave.self_int", this, repeats, dim, output_size);
        public Tensor reshape(params long[] shape) => Call("reshape", this, shape);
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Call("roll", this, shifts, dims);
        public Tensor roll(long[] shifts) => Call("roll", this, shifts);
        public Tensor roll(long[] shifts, long[] dims) => Call("roll", this, shifts, dims);
        public Tensor select(long dim, long index) => Call("select.int", this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) => Call("slice.Tensor", this, dim, start, finish, step);
        public Tensor swapaxes(long dim0, long dim1) => Call("swapaxes", this, dim0, dim1);
        public Tensor swapdims(long dim0, long dim1) => Call("swapdims", this, dim0, dim1);
        public Tensor t() => Call("t", this);
        public Tensor tile(long[] reps) => Call("tile", this, reps);
        public Tensor transpose(long dim0, long dim1) => Call("transpose.int", this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => Change("transpose_", this, dim0, dim1);
        public Tensor tril(long diagonal = 0) => Call("tril", this, diagonal);
        public Tensor tril_(long diagonal = 0) => Change("tril_", this, diagonal);
        public Tensor triu(long diagonal = 0) => Call("triu", this, diagonal);
        public Tensor triu_(long diagonal = 0) => Change("triu_", this, diagonal);
        public Tensor type_as(Tensor tensor) => Call("type_as", this, tensor);
        public Tensor unfold(long dimension, long size, long step) => Call("unfold", this, dimension, size, step);
        public Tensor unsqueeze(long dim) => Call("unsqueeze", this, dim);
        public Tensor unsqueeze_(long dim) => Change("unsqueeze_", this, dim);
        public Tensor view(params long[] shape) => Call("view", this, shape);
        public Tensor view_as(Tensor other) => Call("view_as", this, other);
        public Tensor view_as_complex() => Call("view_as_complex", this);
        public Tensor view_as_real() => Call("view_as_real", this);
        public Tensor[] chunk(long chunks, long dim = 0) => CallAll("chunk", this, chunks, dim);
        public Tensor[] dsplit(long size) => CallAll("dsplit.int", this, size);
        public Tensor[] dsplit(params long[] sizes) => CallAll("dsplit.array", this, sizes);
        public Tensor[] hsplit(long size) => CallAll("hsplit.int", this, size);
        public Tensor[] hsplit(params long[] sizes) => CallAll("hsplit.array", this, sizes);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => CallAll("split.sizes", this, sizes, dim);
        public Tensor[] split(long size, int dim = 0) => CallAll("split.Tensor", this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => CallAll("split.sizes", this, sizes, dim);
        public Tensor[] split(params long[] sizes) => CallAll("split.sizes", this, sizes);
        public Tensor[] tensor_split(Tensor indices, long dim = 0) => CallAll("tensor_split.tensor_indices_or_sections", this, indices, dim);
        public Tensor[] tensor_split(long size, long dim = 0) => CallAll("tensor_split.sections", this, size, dim);
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => CallAll("tensor_split.indices", this, sizes, dim);
        public Tensor[] unbind(long dimension = 0) => CallAll("unbind.int", this, dimension);
        public Tensor[] vsplit(long size) => CallAll("vsplit.int", this, size);
        public Tensor[] vsplit(params long[] sizes) => CallAll("vsplit.array", this, sizes);
    }
}
