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

    private static List<string> Comparable(string text) => [.. text.TrimEnd().Split('\n').Select(Comparable2)];

    // Behind the first key of the saved module come random weights: 24 bytes of header and key are fixed.
    private static string Comparable2(string line) => line.StartsWith("first bytes: ", StringComparison.Ordinal) ? line[..(13 + 31 * 3)] : line;
}
