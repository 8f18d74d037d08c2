namespace Eegavi.Fusion.Tests;

/// <summary>That <c>docs/parity.md</c> says of every published case which test holds it, or why none does.</summary>
public sealed class ParityTableTests
{
    private static readonly string Root = Fixture.Root();

    private static readonly List<(string Case, string Test, string Note)> Rows =
    [
        .. File.ReadLines(Path.Combine(Root, "docs", "parity.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|')).Select(cells => (cells[1].Trim(' ', '`'), cells[2].Trim(' ', '`'), cells[3].Trim())),
    ];

    [SkippableFact]
    public void EveryCase_HasARow()
    {
        Skip.IfNot(Directory.Exists(Fixture.Folder()), "the parity cases are not there: expected a folder shared/ beside the repository, or EEGAVI_SHARED");
        Directory.GetFiles(Fixture.Folder(), "*.safetensors").Select(Path.GetFileNameWithoutExtension).Should().BeEquivalentTo(Rows.Select(row => row.Case));
    }

    [Fact]
    public void EveryRow_NamesATestThatReadsItsCase_OrSaysWhyNoneDoes()
    {
        var sources = Directory.GetFiles(Path.Combine(Root, "tests"), "*ParityTests.cs", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        foreach (var (name, test, note) in Rows)
        {
            if (test.Length == 0)
            {
                note.Should().NotBeEmpty($"nothing holds {name}");
                continue;
            }
            var source = sources[test.Split('.')[0]];
            source.Should().Contain($"void {test.Split('.')[1]}(", name).And.Contain($"\"{name}\"");
        }
    }
}
