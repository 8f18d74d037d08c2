using System.Text.RegularExpressions;
using TorchSharp.Engine;

namespace Eegavi.Compat.TorchSharp.Tests.Engine;

/// <summary>A misspelt operator would fail only where it is called.</summary>
public partial class OperatorNamesTests
{
    // Operators of later libtorch versions, called only where they exist or with a fallback.
    private static readonly string[] Later = ["scaled_dot_product_attention"];

    [GeneratedRegex("""\b(?:Call\w*|Change|InPlace)\((?:\w+, )?"([a-z_][\w.]*)"[,)]""")]
    private static partial Regex Names();

    [Fact]
    public void EveryOperatorInTheSource_ExistsInLibtorch()
    {
        var names = Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Names().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .Distinct().Except(Later).ToList();
        names.Should().HaveCountGreaterThan(700);
        names.Where(name => !Operator.Exists(name)).Should().BeEmpty();
    }

    private static string Source()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EEGAVI.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "compat", "TorchSharp");
    }
}
