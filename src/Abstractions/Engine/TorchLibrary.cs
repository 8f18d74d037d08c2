using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace Eegavi.Engine;

/// <summary>Finds TorchSharp's native libraries where .NET does not, and loads them on systems with an older C++ library.</summary>
/// <remarks>
/// TorchSharp 0.107 asks for version GLIBCXX_3.4.32 of libstdc++ (GCC 13) without using anything of it. Debian 12 and Ubuntu 22.04 have 3.4.30.
/// There, a copy that does not insist on the version is written to <see cref="UserCache.Folder"/> and loaded. The NuGet package stays as it is.
/// Nothing is loaded before TorchSharp is used.
/// </remarks>
public static class TorchLibrary
{
    private const string Unneeded = "GLIBCXX_3.4.32";
    private static readonly Lock Guard = new();
    private static bool _isRegistered;

    /// <summary>The package that brings libtorch for the CPU to this system, for example <c>libtorch-cpu-linux-x64</c>.</summary>
    public static string Package { get; } =
        OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64" : OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";

    /// <summary>Its version, for example <c>2.10.0</c>.</summary>
    public static string Version { get; } =
        typeof(TorchLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "LibTorch").Value!;

    /// <summary>The copy of libLibTorchSharp.so that was loaded in place of the package's; null = none was needed, or TorchSharp was not used yet.</summary>
    public static string? MendedCopy { get; private set; }

    /// <summary>Called where libtorch is nowhere. Returns true once it is in the NuGet packages folder. Null = TorchSharp reports that it is missing.</summary>
    public static Func<bool>? Fetch { get; set; }

    /// <summary>Lets .NET ask here for what it does not find itself. Called when an assembly of EEGAVI or a program that references one starts; more calls change nothing.</summary>
#pragma warning disable CA2255 // A library that must be ready before its user's first tensor has no other place.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Register()
    {
        lock (Guard)
        {
            if (_isRegistered) return;
            _isRegistered = true;
            AssemblyLoadContext.GetLoadContext(typeof(torch).Assembly)!.ResolvingUnmanagedDll += Resolve;
        }
    }

    private static IntPtr Resolve(Assembly assembly, string name)
    {
        if (assembly != typeof(torch).Assembly || !OperatingSystem.IsLinux()) return IntPtr.Zero;
        lock (Guard)
        {
            return name switch
            {
                "torch_cpu" => LoadTorch(),
                "LibTorchSharp" => LoadTorch() == IntPtr.Zero ? IntPtr.Zero : LoadBinding(),
                _ => IntPtr.Zero,
            };
        }
    }

    // libLibTorchSharp.so names libtorch.so, which is found by its name once it is loaded.
    private static IntPtr LoadTorch()
    {
        if (NativeFolders.Find("libtorch_cpu.so", Package, Version) is not { } folder)
            return Fetch?.Invoke() == true && NativeFolders.Find("libtorch_cpu.so", Package, Version) is { } fetched ? LoadTorch(fetched) : IntPtr.Zero;
        return LoadTorch(folder);
    }

    private static IntPtr LoadTorch(string folder)
    {
        var library = NativeLibrary.Load(Path.Combine(folder, "libtorch_cpu.so"));
        NativeLibrary.Load(Path.Combine(folder, "libtorch.so"));
        return library;
    }

    private static IntPtr LoadBinding()
    {
        var version = typeof(torch).Assembly.GetName().Version!.ToString(3);
        if (NativeFolders.Find("libLibTorchSharp.so", "torchsharp", version) is not { } folder) return IntPtr.Zero;
        var path = Path.Combine(folder, "libLibTorchSharp.so");
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e) when (e.Message.Contains(Unneeded, StringComparison.Ordinal))
        {
            MendedCopy = MendedLibrary.Write(path, Unneeded);
            return NativeLibrary.Load(MendedCopy);
        }
    }
}
