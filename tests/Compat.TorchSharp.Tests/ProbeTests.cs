using System.Reflection;

namespace Eegavi.Compat.TorchSharp.Tests;

/// <summary>The real package's own output for a program that looks at everything we rely on.</summary>
public class ProbeTests
{
    [SkippableFact]
    public void Probe_PrintsWhatTheRealPackagePrints()
    {
        var main = typeof(ProbeTests).Assembly.GetType("P")?.GetMethod("Main", BindingFlags.NonPublic | BindingFlags.Static);
        var expectedFile = Path.Combine(AppContext.BaseDirectory, "probe-expected.txt");
        Skip.If(main is null || !File.Exists(expectedFile), "the folder shared beside the repository (or EEGAVI_SHARED) has no genuine/torchsharp");

        var printed = Comparable(Capture(() => main.Invoke(null, null)));
        printed.Should().Equal(Comparable(File.ReadAllText(expectedFile)));
    }

    private static string Capture(Action action)
    {
        var before = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try { action(); }
        finally { Console.SetOut(before); }
        return text.ToString();
    }

    private static List<string> Comparable(string text) => [.. text.TrimEnd().Split('\n').Select(WithoutWeights)];

    // A saved module's first 28 bytes are counts, keys, types and sizes; then come random weights.
    private static string WithoutWeights(string line) => line.StartsWith("first bytes: ", StringComparison.Ordinal) ? line[..(13 + 28 * 3)] : line;
}
