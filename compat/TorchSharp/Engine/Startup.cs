using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Engine;

/// <summary>Prepares the process, then loads libtorch. What was found and done is in AppContext data "EEGAVI.Engine".</summary>
internal static unsafe partial class Startup
{
    internal const string ReportKey = "EEGAVI.Engine";
    private const int RtldNowGlobal = 0x102;

    /// <summary>OpenBLAS picks the machine's best kernels by itself; a value that names an older core halves the speed.
    /// It reads the C environment while it loads, which .NET's own setter does not reach.</summary>
    private static readonly string[] SlowingVariables = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

    /// <summary>When set, they stay: <c>eegavi doctor</c> measures what they cost.</summary>
    private const string KeepVariables = "EEGAVI_KEEP_OPENBLAS";

    /// <summary>The unpacked libtorch that this was built with; it brings its own BLAS. Empty for the operating system's.</summary>
    private static string OwnLibTorch => typeof(Startup).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "LibTorch")?.Value;

    /// <summary>Whether that one was built for graphics processors; the operating system's is not.</summary>
    internal static bool HasCuda { get; } = !string.IsNullOrEmpty(OwnLibTorch) && File.Exists(Path.Combine(OwnLibTorch, "lib", "libtorch_cuda.so"));

    /// <summary>How much freed tensor memory is kept for the next tensors.</summary>
    private static readonly long KeptBytes = Math.Min(4L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    internal static IntPtr Load()
    {
        var report = new List<string>();
        foreach (var name in SlowingVariables) Unset(name, report);
        if (string.IsNullOrEmpty(OwnLibTorch)) ShareThreadPool(report);
        else report.Add($"libtorch of {OwnLibTorch}, with its own BLAS");
        AppContext.SetData(ReportKey, string.Join("; ", report));
        return LoadShim();
    }

    internal static void Begin(IntPtr library)
    {
        var threads = Environment.ProcessorCount;
        var callbacks = new Callbacks
        {
            Backward = &torch.autograd.Node.Backward,
            Release = &torch.autograd.Node.Release,
            FreeMemory = &Pinned.Free,
        };
        var start = (delegate* unmanaged<Callbacks, int, long, int>)NativeLibrary.GetExport(library, "eegavi_start");
        Native.Check(start(callbacks, threads, KeptBytes));
        var version = Marshal.PtrToStringUTF8((IntPtr)Native.version());
        AppContext.SetData(ReportKey, $"libtorch {version}; {threads} threads; up to {KeptBytes >> 20} MiB of freed tensors kept; {AppContext.GetData(ReportKey)}");
    }

    private static void Unset(string name, List<string> report)
    {
        if (Environment.GetEnvironmentVariable(name) is not { } value) return;
        if (Environment.GetEnvironmentVariable(KeepVariables) is not null)
        {
            report.Add($"kept {name}={value}");
            return;
        }

        unsetenv(name);
        report.Add($"ignored {name}={value}");
    }

    /// <summary>OpenBLAS's OpenMP build shares libtorch's threads; its pthread build fights with them.
    /// Whichever library of that name loads first serves libtorch too.</summary>
    private static void ShareThreadPool(List<string> report)
    {
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        var folder = $"/usr/lib/{architecture}-linux-gnu/openblas-openmp";
        if (dlopen($"{folder}/libblas.so.3", RtldNowGlobal) == IntPtr.Zero)
        {
            report.Add("BLAS: the system's default (libopenblas0-openmp is not installed)");
            return;
        }
        dlopen($"{folder}/liblapack.so.3", RtldNowGlobal);
        report.Add($"BLAS {folder}/libblas.so.3");
    }

    private static IntPtr LoadShim()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "libeegavi_torch.so");
        if (!File.Exists(path)) path = Path.Combine(Path.GetDirectoryName(typeof(Startup).Assembly.Location) ?? "", "libeegavi_torch.so");
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException($"libtorch could not be loaded: install libtorch-dev and libopenblas0-openmp, or build with EEGAVI_LIBTORCH set to an unpacked libtorch. {e.Message}", e);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Callbacks
    {
        internal delegate* unmanaged[Cdecl]<IntPtr, IntPtr*, int, IntPtr*, int, int> Backward;
        internal delegate* unmanaged[Cdecl]<IntPtr, void> Release;
        internal delegate* unmanaged[Cdecl]<IntPtr, void> FreeMemory;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unsetenv(string name);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr dlopen(string path, int flags);
}

/// <summary>Managed memory that a tensor shares.</summary>
internal static class Pinned
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Free(IntPtr handle)
    {
        var pin = GCHandle.FromIntPtr(handle);
        (pin.Target as IDisposable)?.Dispose();
        pin.Free();
    }
}
