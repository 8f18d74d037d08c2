using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The elements, in logical order, of exactly type <typeparamref name="T"/>.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            CheckType<T>();
            return new TensorAccessor<T>(this);
        }

        /// <summary>Element <paramref name="i"/> of the memory, whatever the strides.</summary>
        public T ReadCpuValue<T>(long i) where T : unmanaged
        {
            CheckType<T>();
            if (i >= numel()) throw new IndexOutOfRangeException("The index is greater than the number of elements in the tensor");
            var value = ((T*)DataPointer)[i];
            GC.KeepAlive(this);
            return value;
        }

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);
        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);
        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);
        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);
        public float ReadCpuFloat16(long i) => (float)ReadCpuValue<Half>(i);

        public float ReadCpuBFloat16(long i)
        {
            if (i >= numel()) throw new IndexOutOfRangeException("The index is greater than the number of elements in the tensor");
            // A bfloat16 is the upper half of a float.
            var value = BitConverter.UInt32BitsToSingle((uint)((ushort*)DataPointer)[i] << 16);
            GC.KeepAlive(this);
            return value;
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            using var dense = is_contiguous() ? alias() : contiguous();
            var from = (byte*)dense.DataPointer;
            var count = dense.numel() * dense.ElementSize;
            for (long done = 0; done < count; done += bufferSize)
                stream.Write(new ReadOnlySpan<byte>(from + done, (int)Math.Min(bufferSize, count - done)));
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            using var dense = is_contiguous() ? alias() : detach().contiguous();
            var to = (byte*)dense.DataPointer;
            var count = dense.numel() * dense.ElementSize;
            for (long done = 0; done < count; done += bufferSize)
                stream.ReadExactly(new Span<byte>(to + done, (int)Math.Min(bufferSize, count - done)));
            if (is_contiguous()) return;
            using (no_grad()) copy_(dense);
        }

        public object tolist()
        {
            if (dim() == 0) return ToScalar();
            return unbind().Select(part => part.tolist()).ToList();
        }

        public static Tensor Load(BinaryReader reader) => TensorFile.Read(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return TensorFile.Read(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }
    }
}
