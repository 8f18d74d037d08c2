using System.Runtime.CompilerServices;
using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor: one counted reference to a native one, given back by Dispose, by its scope, or by the finalizer.</summary>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount, _peakCount;

        private IntPtr _handle;

        internal Tensor(IntPtr handle)
        {
            _handle = handle;
            var count = Interlocked.Increment(ref _totalCount);
            if (count > _peakCount) _peakCount = count;
            OwningDisposeScope = DisposeScopeManager.OfThread.Register(this);
        }

        ~Tensor() => Dispose(false);

        internal DisposeScope OwningDisposeScope { get; set; }

        /// <summary>Tensor objects alive in this process.</summary>
        public static long TotalCount => Interlocked.Read(ref _totalCount);
        public static long PeakCount => Interlocked.Read(ref _peakCount);

        public IntPtr Handle
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                if (_handle == IntPtr.Zero) ThrowInvalid();
                return _handle;
            }
        }

        public bool IsInvalid => _handle == IntPtr.Zero;

        private static void ThrowInvalid() => throw new InvalidOperationException("Tensor invalid -- empty handle.");

        /// <summary>Takes a handle over; an undefined tensor is null.</summary>
        internal static Tensor Wrap(IntPtr handle) => handle == IntPtr.Zero ? null : new Tensor(handle);

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (!Release()) return;
            if (!disposing) return;
            if (OwningDisposeScope is { } scope) scope.MarkAsDisposed(this);
            else DisposeScopeManager.OfThread.StatisticsInstance.TensorStatistics.DisposedOutsideScopeCount++;
        }

        /// <summary>What a scope does to its members: the same as Dispose, except for telling the scope.</summary>
        internal void Free()
        {
            Release();
            GC.SuppressFinalize(this);
        }

        private unsafe bool Release()
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle == IntPtr.Zero) return false;
            Native.release(handle);
            Interlocked.Decrement(ref _totalCount);
            return true;
        }

        /// <summary>Gives the native reference away; this object is invalid from here on.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var handle = Handle;
            _handle = IntPtr.Zero;
            Interlocked.Decrement(ref _totalCount);
            if (OwningDisposeScope is { } scope) scope.MarkAsDisposed(this);
            else DisposeScopeManager.OfThread.StatisticsInstance.TensorStatistics.DisposedOutsideScopeCount++;
            GC.SuppressFinalize(this);
            return handle;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (OwningDisposeScope is { } scope) scope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();

        public bool Equals(Tensor target) => target is not null && CallBool("equal", this, target);
        public override bool Equals(object obj) => obj is Tensor tensor && Equals(tensor);
        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        private static Tensor Call(string name, params ReadOnlySpan<Argument> arguments) => Operator.Call(name, arguments);
        private static bool CallBool(string name, params ReadOnlySpan<Argument> arguments) => Operator.CallBool(name, arguments);
        private static Tensor[] CallAll(string name, params ReadOnlySpan<Argument> arguments) => Operator.CallAll(name, arguments);
        private static (Tensor, Tensor) CallTwo(string name, params ReadOnlySpan<Argument> arguments) => Operator.CallTwo(name, arguments);
        private static (Tensor, Tensor, Tensor) CallThree(string name, params ReadOnlySpan<Argument> arguments) => Operator.CallThree(name, arguments);

        /// <summary>An operator that changes this tensor, and returns this very object.</summary>
        private Tensor Change(string name, params ReadOnlySpan<Argument> arguments) => Operator.InPlace(this, name, arguments);
    }

    private static Tensor Call(string name, params ReadOnlySpan<Argument> arguments) => Operator.Call(name, arguments);
    private static Tensor[] CallAll(string name, params ReadOnlySpan<Argument> arguments) => Operator.CallAll(name, arguments);
    private static (Tensor, Tensor) CallTwo(string name, params ReadOnlySpan<Argument> arguments) => Operator.CallTwo(name, arguments);
    private static (Tensor, Tensor, Tensor) CallThree(string name, params ReadOnlySpan<Argument> arguments) => Operator.CallThree(name, arguments);

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.OfThread.Open();

    public static DisposeScope CurrentDisposeScope => DisposeScopeManager.OfThread.Current;

    /// <summary>Runs an expression in a scope of its own and lets only its result out.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
