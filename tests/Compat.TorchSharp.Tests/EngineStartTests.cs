using System.Diagnostics;
using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Engine;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

/// <summary>A command that computes nothing must not spend the time that loading libtorch takes.</summary>
public class EngineStartTests
{
    private const string Switch = "EEGAVI_TEST_TOUCH";

    [Theory]
    [InlineData("types", "no engine")]
    [InlineData("tensor", "engine")]
    public void Engine_LoadsWithTheFirstTensor_NotWithTypes(string touched, string expected)
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(EngineStartTests).Assembly.Location])
        {
            RedirectStandardOutput = true,
            Environment = { [Switch] = touched, ["OPENBLAS_CORETYPE"] = "Haswell" },
        });
        child.StandardOutput.ReadToEnd().Trim().Should().Be(expected);
    }

    /// <summary>What the child process does instead of its empty Main.</summary>
    [ModuleInitializer]
    internal static void Touch()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not { } what) return;
        if (what == "types") TouchTypes();
        else ones(1).Dispose();
        var loaded = File.ReadAllText("/proc/self/maps").Contains("libtorch", StringComparison.Ordinal);
        // The engine ignores a kernel choice that costs speed, and says so.
        var ignored = (AppContext.GetData("EEGAVI.Engine") as string ?? "").Contains("ignored OPENBLAS_CORETYPE=Haswell", StringComparison.Ordinal);
        Console.WriteLine((loaded, ignored) switch { (true, true) => "engine", (false, false) => "no engine", var other => other.ToString() });
        Environment.Exit(0);
    }

    private static void TouchTypes()
    {
        _ = (CPU, float32, new Device("cuda:1"), TensorIndex.Slice(1, 2), TensorIndex.Colon, (Scalar)2.5, new Size(3), Startup.HasCuda || cuda.is_available(), is_floating_point(bfloat16));
        using var scope = NewDisposeScope();
        using var relu = nn.ReLU();
        foreach (var type in typeof(torch).Assembly.GetTypes().Where(t => !t.ContainsGenericParameters && t.Namespace != "TorchSharp.Engine"))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
    }
}
