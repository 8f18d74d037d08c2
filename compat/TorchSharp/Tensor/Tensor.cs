using System.Runtime.CompilerServices;
using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor: one counted reference to a native one, given back by Dispose, by its scope, or by the garbage collector.</summary>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount, _peakCount;

        private IntPtr _handle;

        // Who frees the tensor when nobody disposes it: its scope, or outside of scopes a guard. (To register every tensor
        // for finalization would cost a tenth of an operator's call; a scope keeps its tensors reachable anyway.)
        private object _owner;

        internal Tensor(IntPtr handle)
        {
            _handle = handle;
            var count = Interlocked.Increment(ref _totalCount);
            if (count > _peakCount) _peakCount = count;
            DisposeScopeManager.OfThread.Register(this);
        }

        internal DisposeScope OwningDisposeScope => _owner as DisposeScope;

        /// <summary>Where the owning scope keeps this tensor.</summary>
        internal int Place { get; set; }

        internal void Enter(DisposeScope scope, int place)
        {
            (_owner as TensorGuard)?.Take();
            (_owner, Place) = (scope, place);
        }

        internal void LiveOutsideScopes() => _owner = _handle == IntPtr.Zero ? null : new TensorGuard(_handle);

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
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle == IntPtr.Zero || !LeaveOwner()) return;
            Free(handle);
        }

        /// <summary>Gives the native reference away; this object is invalid from here on.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var handle = Handle;
            _handle = IntPtr.Zero;
            LeaveOwner();
            Interlocked.Decrement(ref _totalCount);
            return handle;
        }

        // False if the guard freed the tensor already: both were unreachable, and a finalizer uses the tensor.
        private bool LeaveOwner()
        {
            if (_owner is DisposeScope scope)
            {
                scope.MarkAsDisposed(this);
                return true;
            }
            DisposeScopeManager.OfThread.StatisticsInstance.TensorStatistics.DisposedOutsideScopeCount++;
            return _owner is not TensorGuard guard || guard.Take();
        }

        /// <summary>Forgets the scope that holds it no longer.</summary>
        internal void Leave() => _owner = null;

        internal static unsafe void Free(IntPtr handle)
        {
            Native.release(handle);
            Interlocked.Decrement(ref _totalCount);
        }

        /// <summary>What a scope does to its members: the same as Dispose, except for telling the scope.</summary>
        internal static unsafe void Free(ReadOnlySpan<Tensor> tensors)
        {
            const int atOnce = 64;
            var handles = stackalloc IntPtr[atOnce];
            while (!tensors.IsEmpty)
            {
                var count = 0;
                foreach (var tensor in tensors[..Math.Min(atOnce, tensors.Length)])
                {
                    tensor.Leave();
                    handles[count] = Interlocked.Exchange(ref tensor._handle, IntPtr.Zero);
                    if (handles[count] != IntPtr.Zero) count++;
                }
                Native.release_all(handles, count);
                Interlocked.Add(ref _totalCount, -count);
                tensors = tensors[Math.Min(atOnce, tensors.Length)..];
            }
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
