using System.Diagnostics;
using Microsoft.ML;

namespace Eegavi.Compat.MachineLearning.Tests;

/// <summary>Whatever compiles against the stand-in must compile against the real package.</summary>
public class PublicApiTests
{
    [SkippableFact]
    public void Api_HasNothingThatTheRealPackageLacks()
    {
        var (compare, list) = (Shared.File("api/compare.sh"), Shared.File("api/Microsoft.ML-5.0.0.txt"));
        Skip.IfNot(OperatingSystem.IsLinux(), "compare.sh needs bash");

        var start = new ProcessStartInfo("bash", [compare, typeof(MLContext).Assembly.Location, list]) { RedirectStandardOutput = true };
        using var process = Process.Start(start);
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        printed.Should().BeEmpty();
        process.ExitCode.Should().Be(0);
    }
}
