using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        [Flags]
        private enum Flag { RequiresGrad = 1, Leaf = 2, Contiguous = 4, Sparse = 8, Negative = 16, Conjugate = 32 }

        private bool Has(Flag flag)
        {
            var flags = (Flag)Native.flags(Handle);
            GC.KeepAlive(this);
            return (flags & flag) != 0;
        }

        public string name { get; set; }
        public long Dimensions => dim();
        public long ndim => dim();
        public long ElementSize => dtype.ElementSize();
        public long NumberOfElements => numel();

        public ScalarType dtype
        {
            get
            {
                var type = (ScalarType)Native.dtype(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        public DeviceType device_type => (DeviceType)Native.device_type(Handle);
        public int device_index => Native.device_index(Handle);
        public Device device => device_type == DeviceType.CPU ? CPU : new(device_type, device_index);
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_meta => device_type == DeviceType.META;
        public bool is_sparse => Has(Flag.Sparse);
        public bool is_leaf => Has(Flag.Leaf);
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_contiguous() => Has(Flag.Contiguous);
        public bool is_neg() => Has(Flag.Negative);
        public bool is_conj() => Has(Flag.Conjugate);
        public bool is_pinned() => false;
        public bool is_complex() => torch.is_complex(dtype);
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_integral() => torch.is_integral(dtype);
        public bool is_nonzero() => CallBool("is_nonzero", this);

        public long[] shape => Read(Native.sizes(Handle));
        public long[] size() => shape;
        public long[] stride() => Read(Native.strides(Handle));
        public long storage_offset() => Native.offset(Handle);
        public long element_size() => ElementSize;

        public long dim()
        {
            var dim = Native.dim(Handle);
            GC.KeepAlive(this);
            return dim;
        }

        public long numel()
        {
            var count = Native.numel(Handle);
            GC.KeepAlive(this);
            return count;
        }

        public long size(int dim) => Native.sizes(Handle)[Wrap(dim)];
        public long stride(int dim) => Native.strides(Handle)[Wrap(dim)];

        private int Wrap(int index)
        {
            var count = (int)dim();
            if (index < -count || index >= count)
                throw new ArgumentOutOfRangeException(nameof(index), $"Expected a dimension from {-count} to {count - 1}; got {index}.");
            return index < 0 ? index + count : index;
        }

        private long[] Read(long* numbers)
        {
            if (numbers is null && dim() > 0) throw Native.Error();
            var result = new ReadOnlySpan<long>(numbers, (int)dim()).ToArray();
            GC.KeepAlive(this);
            return result;
        }

        /// <summary>The first element's address; only for dense tensors in the processor's memory.</summary>
        internal void* DataPointer
        {
            get
            {
                if (device_type != DeviceType.CPU) throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
                return Native.data(Handle);
            }
        }

        /// <summary>The memory of a contiguous tensor, as bytes.</summary>
        /// <remarks>Of one that is not contiguous there is no such span: the real property throws the same, NotImplementedException included.</remarks>
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new NotImplementedException("Bytes() called on non-contiguous tensor.");
                var size = numel() * ElementSize;
                if (size > int.MaxValue) throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                return new Span<byte>(DataPointer, (int)size);
            }
            set
            {
                var own = bytes;
                if (value.Length != own.Length) throw new ArgumentException("Mismatched data sizes in bytes setter.");
                value.CopyTo(own);
            }
        }
    }

    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    public static long max_int_value(ScalarType type) => type switch
    {
        ScalarType.BFloat16 => 256L,
        ScalarType.Float16 => 2048L,
        ScalarType.Float32 => 16777216L,
        ScalarType.Float64 => 9007199254740992L,
        ScalarType.Byte => byte.MaxValue,
        ScalarType.Int8 => sbyte.MaxValue,
        ScalarType.Int16 => short.MaxValue,
        ScalarType.Int32 => int.MaxValue,
        ScalarType.Int64 => long.MaxValue,
        ScalarType.Bool => 1L,
        _ => 0L,
    };
}
