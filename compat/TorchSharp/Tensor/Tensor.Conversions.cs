using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Done(Call("to.dtype", this, type, non_blocking, copy), disposeAfter);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            InitializeDevice(device);
            return Done(Call("to.device", this, device, type, non_blocking, copy), disposeAfter);
        }

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => Call("to.other", this, other, non_blocking);

        public Tensor cpu() => to(CPU);
        public Tensor cuda(Device device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);
        public Tensor mps(bool non_blocking = false) => to(MPS, non_blocking: non_blocking);
        public Tensor pin_memory() => Call("pin_memory", this);
        public Tensor to_dense() => Call("to_dense", this);

        public Tensor type(ScalarType dtype) => to(dtype);
        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);
        public Tensor @bool() => to(ScalarType.Bool);
        public Tensor @byte() => to(ScalarType.Byte);
        public Tensor @char() => to(ScalarType.Int8);
        public Tensor @short() => to(ScalarType.Int16);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor half() => to(ScalarType.Float16);
        public Tensor bfloat16() => to(ScalarType.BFloat16);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @double() => to(ScalarType.Float64);
        public Tensor cfloat() => to(ScalarType.ComplexFloat32);
        public Tensor cdouble() => to(ScalarType.ComplexFloat64);

        private Tensor Done(Tensor result, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return result;
        }

        /// <summary>Another reference to the same tensor.</summary>
        public unsafe Tensor alias()
        {
            var shared = Wrap(Native.share(Handle));
            GC.KeepAlive(this);
            return shared;
        }

        public Scalar ToScalar() => Operator.CallScalar("item", this);

        /// <summary>The one element, of exactly type <typeparamref name="T"/>.</summary>
        public T item<T>() where T : unmanaged
        {
            CheckType<T>();
            if (numel() != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            return ReadCpuValue<T>(0);
        }

        private void CheckType<T>()
        {
            if (TypeOf<T>() != dtype) throw new ArgumentException($"{typeof(T).Name} is not compatible with {dtype}");
        }
    }
}
