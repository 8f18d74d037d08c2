using System.Reflection;
using System.Text.RegularExpressions;

namespace Eegavi.Compat.MachineLearning.Tests;

/// <summary>The real package's own output for a program that looks at everything we rely on.</summary>
public partial class ProbeTests
{
    [SkippableFact]
    public void Probe_PrintsWhatTheRealPackagePrints()
    {
        var main = typeof(ProbeTests).Assembly.GetType("P")?.GetMethod("Main", BindingFlags.NonPublic | BindingFlags.Static);
        Skip.If(main is null, "the folder shared beside the repository (or EEGAVI_SHARED) has no genuine/mlnet");

        var printed = Comparable(Capture(() => main.Invoke(null, null)));
        printed.Should().Equal(Comparable(File.ReadAllText(Shared.File("genuine/mlnet/expected.txt"))));
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

    private static List<string> Comparable(string text) => [.. text.TrimEnd().Split('\n').Select(line => CountOfMessages().Replace(line, "$1n "))];

    // How many messages one training sends depends on the real package's threads and caches.
    [GeneratedRegex("^(Log event: )[0-9]+ ")]
    private static partial Regex CountOfMessages();
}
