using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>Frees a tensor outside of scopes when the garbage collector finds that nobody uses it: only the tensor knows its guard.</summary>
internal sealed class TensorGuard(IntPtr handle)
{
    private IntPtr _handle = handle;

    ~TensorGuard()
    {
        if (_handle != IntPtr.Zero) Tensor.Free(_handle);
        _handle = IntPtr.Zero;
    }

    /// <summary>Leaves the tensor to the caller; false if it is free already.</summary>
    internal bool Take()
    {
        GC.SuppressFinalize(this);
        return Interlocked.Exchange(ref _handle, IntPtr.Zero) != IntPtr.Zero;
    }
}
