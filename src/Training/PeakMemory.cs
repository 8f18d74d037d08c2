using System.Diagnostics;

namespace Eegavi.Training;

/// <summary>The process's largest resident memory.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status", Clear = "/proc/self/clear_refs";

    /// <summary>Starts a new measurement where the system can (Linux); elsewhere the peak is that since the process began.</summary>
    public static void Reset()
    {
        try
        {
            if (OperatingSystem.IsLinux()) File.WriteAllText(Clear, "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A container may forbid it; the peak since the process began is an upper bound.
        }
    }

    /// <summary>Bytes.</summary>
    public static long Read()
    {
        if (OperatingSystem.IsLinux() && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
            return long.Parse(line.AsSpan()["VmHWM:".Length..^"kB".Length].Trim(), System.Globalization.CultureInfo.InvariantCulture) * 1024;
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
