namespace Eegavi.Conformance.Tests;

public sealed class PluginTests
{
    [Fact]
    public void Plugin_KnowsAbstractionsAlone() =>
        Plugin.Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("EEGAVI", StringComparison.Ordinal)).Should().Equal("EEGAVI.Abstractions");

    [Fact]
    public void Docs_ShowThePluginAsItIs() =>
        Lines(Path.Combine("docs", "plugins.md")).Should().Contain(Lines(Path.Combine("samples", "CustomPlugin", "MeanShift.cs")));

    [Fact]
    public void Docs_NameEveryRule()
    {
        var page = Lines(Path.Combine("docs", "conformance.md"));
        foreach (var rule in new PartSuite([typeof(EveryPartConforms).Assembly]).Tests.Select(test => test.Rule).Distinct()) page.Should().Contain($"| {rule} |");
    }

    private static string Lines(string path) => File.ReadAllText(Path.Combine(Repository.Folder, path)).ReplaceLineEndings("\n");
}
