using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers.</summary>
    public unsafe class Generator : IDisposable
    {
        private IntPtr _handle;

        public Generator(ulong seed = 0, Device device = null) : this(Native.generator((long)seed)) { }

        private Generator(IntPtr handle) => _handle = handle;

        ~Generator() => Dispose(false);

        public static Generator Default => new(Native.default_generator());

        public IntPtr Handle => _handle;
        public Device device => CPU;

        public Generator manual_seed(long seed)
        {
            Native.generator_set_seed(_handle, seed);
            return this;
        }

        public long seed() => Native.generator_new_seed(_handle);
        public long initial_seed() => Native.generator_current_seed(_handle);
        public Tensor get_state() => Tensor.Wrap(Native.generator_state(_handle)) ?? throw Native.Error();

        public void set_state(Tensor value)
        {
            Native.Check(Native.generator_set_state(_handle, value.Handle));
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle != IntPtr.Zero) Native.release_generator(handle);
        }
    }

    public static unsafe Generator manual_seed(long seed)
    {
        Native.manual_seed(seed);
        return Generator.Default;
    }

    public static long seed() => Generator.Default.seed();
    public static long initial_seed() => Generator.Default.initial_seed();
    public static Tensor get_rng_state() => Generator.Default.get_state();
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static long seed() => torch.seed();
        public static long initial_seed() => torch.initial_seed();
        public static Tensor get_rng_state() => torch.get_rng_state();
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }

    public static unsafe int get_num_threads() => Native.threads();
    public static unsafe int get_num_interop_threads() => Native.interop_threads();
    public static unsafe void set_num_threads(int num) => Native.Check(Native.set_threads(num));
    public static unsafe void set_num_interop_threads(int num) => Native.Check(Native.set_interop_threads(num));
}
