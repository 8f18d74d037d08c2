using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    private static bool _deterministic, _warnOnly, _warnAlways;
    private static DebugMode _debugMode;
    private static Float32MatmulPrecision _precision;

    public static string __version__ => "0.106.0";

    public static void CheckForErrors() { }

    public static void _assert(bool condition, string message)
    {
        if (!condition) throw new InvalidOperationException(message);
    }

    public static void _assert(Func<bool> condition, string message) => _assert(condition(), message);

    public static unsafe IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false)
    {
        var (before, warnBefore) = (_deterministic, _warnOnly);
        Native.Check(Native.set_deterministic(mode ? 1 : 0, warn_only ? 1 : 0));
        (_deterministic, _warnOnly) = (mode, warn_only);
        return new Undo(() => use_deterministic_algorithms(before, warnBefore));
    }

    public static bool are_deterministic_algorithms_enabled() => _deterministic;
    public static bool is_deterministic_algorithms_warn_only_enabled() => _warnOnly;

    public static IDisposable set_deterministic_debug_mode(DebugMode mode)
    {
        var before = _debugMode;
        _debugMode = mode;
        return new Undo(() => _debugMode = before);
    }

    public static DebugMode get_deterministic_debug_mode() => _debugMode;

    // The processor computes float32 products in float32, whatever is asked for.
    public static IDisposable set_float32_matmul_precision(Float32MatmulPrecision precision)
    {
        var before = _precision;
        _precision = precision;
        return new Undo(() => _precision = before);
    }

    public static Float32MatmulPrecision get_float32_matmul_precision() => _precision;

    public static IDisposable set_warn_always(bool mode = true)
    {
        var before = _warnAlways;
        _warnAlways = mode;
        return new Undo(() => _warnAlways = before);
    }

    public static bool is_warn_always_enabled() => _warnAlways;

    public static partial class autograd
    {
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);
        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);
    }
}

/// <summary>Until disposed, a backward pass that makes a NaN says which forward operator it came from.</summary>
public unsafe class AnomalyMode : IDisposable
{
    private readonly bool _before, _checkedBefore;

    public AnomalyMode(bool enabled, bool check_nan = true)
    {
        (_before, _checkedBefore) = (IsEnabled, ShouldCheckNaN);
        Native.set_anomaly(enabled ? 1 : 0, check_nan ? 1 : 0);
    }

    public static bool IsEnabled => (Native.anomaly() & 1) != 0;
    public static bool ShouldCheckNaN => (Native.anomaly() & 2) != 0;

    protected virtual void Dispose(bool disposing) => Native.set_anomaly(_before ? 1 : 0, _checkedBefore ? 1 : 0);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }
}
