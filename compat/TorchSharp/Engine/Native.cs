using System.Runtime.InteropServices;

namespace TorchSharp.Engine;

/// <summary>The entry points of Native/eegavi_torch.cpp. The first use of any of them starts the engine.</summary>
internal static unsafe class Native
{
    private static readonly IntPtr Library = Startup.Load();

    internal static readonly delegate* unmanaged[SuppressGCTransition]<byte*> error = (delegate* unmanaged[SuppressGCTransition]<byte*>)Find("error");
    internal static readonly delegate* unmanaged<byte*, void> set_error = (delegate* unmanaged<byte*, void>)Find("set_error");
    internal static readonly delegate* unmanaged<byte*> version = (delegate* unmanaged<byte*>)Find("version");
    internal static readonly delegate* unmanaged<byte*, byte*, IntPtr> find_operator = (delegate* unmanaged<byte*, byte*, IntPtr>)Find("operator");
    internal static readonly delegate* unmanaged<IntPtr, NativeValue*, int, NativeValue*, int, int> call = (delegate* unmanaged<IntPtr, NativeValue*, int, NativeValue*, int, int>)Find("call");
    internal static readonly delegate* unmanaged<NativeValue*, void> pending = (delegate* unmanaged<NativeValue*, void>)Find("pending");

    internal static readonly delegate* unmanaged<IntPtr, void> release = (delegate* unmanaged<IntPtr, void>)Find("release");
    internal static readonly delegate* unmanaged<IntPtr*, int, void> release_all = (delegate* unmanaged<IntPtr*, int, void>)Find("release_all");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, IntPtr> share = (delegate* unmanaged[SuppressGCTransition]<IntPtr, IntPtr>)Find("share");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, int> dim = (delegate* unmanaged[SuppressGCTransition]<IntPtr, int>)Find("dim");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, long*> sizes = (delegate* unmanaged[SuppressGCTransition]<IntPtr, long*>)Find("sizes");
    internal static readonly delegate* unmanaged<IntPtr, long*> strides = (delegate* unmanaged<IntPtr, long*>)Find("strides");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, long> numel = (delegate* unmanaged[SuppressGCTransition]<IntPtr, long>)Find("numel");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, int> dtype = (delegate* unmanaged[SuppressGCTransition]<IntPtr, int>)Find("dtype");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, long> offset = (delegate* unmanaged[SuppressGCTransition]<IntPtr, long>)Find("offset");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, void*> data = (delegate* unmanaged[SuppressGCTransition]<IntPtr, void*>)Find("data");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, int> device_type = (delegate* unmanaged[SuppressGCTransition]<IntPtr, int>)Find("device_type");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<IntPtr, int> device_index = (delegate* unmanaged[SuppressGCTransition]<IntPtr, int>)Find("device_index");
    internal static readonly delegate* unmanaged<IntPtr, int> flags = (delegate* unmanaged<IntPtr, int>)Find("flags");
    internal static readonly delegate* unmanaged<void*, long*, int, int, IntPtr, IntPtr> from_memory = (delegate* unmanaged<void*, long*, int, int, IntPtr, IntPtr>)Find("from_memory");

    internal static readonly delegate* unmanaged<IntPtr, int, int> set_requires_grad = (delegate* unmanaged<IntPtr, int, int>)Find("set_requires_grad");
    internal static readonly delegate* unmanaged<IntPtr, IntPtr> grad = (delegate* unmanaged<IntPtr, IntPtr>)Find("grad");
    internal static readonly delegate* unmanaged<IntPtr, IntPtr, int> set_grad = (delegate* unmanaged<IntPtr, IntPtr, int>)Find("set_grad");
    internal static readonly delegate* unmanaged<IntPtr, int> retain_grad = (delegate* unmanaged<IntPtr, int>)Find("retain_grad");
    internal static readonly delegate* unmanaged<IntPtr*, int, IntPtr*, int, int, int, IntPtr*, int, int> backward = (delegate* unmanaged<IntPtr*, int, IntPtr*, int, int, int, IntPtr*, int, int>)Find("backward");
    internal static readonly delegate* unmanaged<IntPtr*, int, IntPtr*, int, IntPtr*, int, int, int, int, IntPtr*, int> gradients = (delegate* unmanaged<IntPtr*, int, IntPtr*, int, IntPtr*, int, int, int, int, IntPtr*, int>)Find("gradients");
    internal static readonly delegate* unmanaged<IntPtr, byte*, IntPtr*, int, IntPtr*, int, IntPtr*, int, IntPtr*, int, IntPtr*, int, int*, IntPtr> node = (delegate* unmanaged<IntPtr, byte*, IntPtr*, int, IntPtr*, int, IntPtr*, int, IntPtr*, int, IntPtr*, int, int*, IntPtr>)Find("node");
    internal static readonly delegate* unmanaged<IntPtr, IntPtr*, int, int> node_saved = (delegate* unmanaged<IntPtr, IntPtr*, int, int>)Find("node_saved");

    internal static readonly delegate* unmanaged<int, int, void> set_anomaly = (delegate* unmanaged<int, int, void>)Find("set_anomaly");
    internal static readonly delegate* unmanaged<int> anomaly = (delegate* unmanaged<int>)Find("anomaly");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<int> grad_enabled = (delegate* unmanaged[SuppressGCTransition]<int>)Find("grad_enabled");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<int, void> set_grad_enabled = (delegate* unmanaged[SuppressGCTransition]<int, void>)Find("set_grad_enabled");
    internal static readonly delegate* unmanaged[SuppressGCTransition]<int> inference_enabled = (delegate* unmanaged[SuppressGCTransition]<int>)Find("inference_enabled");
    internal static readonly delegate* unmanaged<int, IntPtr> enter_inference = (delegate* unmanaged<int, IntPtr>)Find("enter_inference");
    internal static readonly delegate* unmanaged<IntPtr, void> leave_inference = (delegate* unmanaged<IntPtr, void>)Find("leave_inference");

    internal static readonly delegate* unmanaged<long, IntPtr> generator = (delegate* unmanaged<long, IntPtr>)Find("generator");
    internal static readonly delegate* unmanaged<IntPtr> default_generator = (delegate* unmanaged<IntPtr>)Find("default_generator");
    internal static readonly delegate* unmanaged<IntPtr, void> release_generator = (delegate* unmanaged<IntPtr, void>)Find("release_generator");
    internal static readonly delegate* unmanaged<IntPtr, long, void> generator_set_seed = (delegate* unmanaged<IntPtr, long, void>)Find("generator_set_seed");
    internal static readonly delegate* unmanaged<IntPtr, long> generator_current_seed = (delegate* unmanaged<IntPtr, long>)Find("generator_current_seed");
    internal static readonly delegate* unmanaged<IntPtr, long> generator_new_seed = (delegate* unmanaged<IntPtr, long>)Find("generator_new_seed");
    internal static readonly delegate* unmanaged<IntPtr, IntPtr> generator_state = (delegate* unmanaged<IntPtr, IntPtr>)Find("generator_state");
    internal static readonly delegate* unmanaged<IntPtr, IntPtr, int> generator_set_state = (delegate* unmanaged<IntPtr, IntPtr, int>)Find("generator_set_state");
    internal static readonly delegate* unmanaged<long, void> manual_seed = (delegate* unmanaged<long, void>)Find("manual_seed");
    internal static readonly delegate* unmanaged<int> threads = (delegate* unmanaged<int>)Find("threads");
    internal static readonly delegate* unmanaged<int> interop_threads = (delegate* unmanaged<int>)Find("interop_threads");
    internal static readonly delegate* unmanaged<int, int> set_threads = (delegate* unmanaged<int, int>)Find("set_threads");
    internal static readonly delegate* unmanaged<int, int> set_interop_threads = (delegate* unmanaged<int, int>)Find("set_interop_threads");
    internal static readonly delegate* unmanaged<int, int, int> set_deterministic = (delegate* unmanaged<int, int, int>)Find("set_deterministic");

    internal static readonly delegate* unmanaged<int> cuda_devices = (delegate* unmanaged<int>)Find("cuda_devices");
    internal static readonly delegate* unmanaged<int> has_cudnn = (delegate* unmanaged<int>)Find("has_cudnn");
    internal static readonly delegate* unmanaged<int, int> cuda_synchronize = (delegate* unmanaged<int, int>)Find("cuda_synchronize");

    internal static readonly delegate* unmanaged<int, int> set_default_dtype = (delegate* unmanaged<int, int>)Find("set_default_dtype");

    private static IntPtr Find(string name) => NativeLibrary.GetExport(Library, "eegavi_" + name);

    // Explicit, so that the engine starts at the first use and not before.
    static Native() => Startup.Begin(Library);

    /// <summary>Turns a failed entry point's status into the exception that the real package throws.</summary>
    internal static void Check(int status)
    {
        if (status < 0) throw Error();
    }

    internal static ExternalException Error() => new(Marshal.PtrToStringUTF8((IntPtr)error()));
}
