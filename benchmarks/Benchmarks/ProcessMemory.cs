using System.Globalization;

namespace Eegavi.Benchmarks;

/// <summary>What the kernel says of this process's memory, in bytes.</summary>
internal static class ProcessMemory
{
    /// <summary>Now.</summary>
    public static long Resident() => Read("VmRSS");

    /// <summary>The most there ever was.</summary>
    public static long Peak() => Read("VmHWM");

    private static long Read(string kind)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(kind, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
