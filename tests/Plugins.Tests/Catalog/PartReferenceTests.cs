namespace Eegavi.Plugins.Tests;

public class PartReferenceTests
{
    [Fact]
    public void Options_TellDefaultAndRange()
    {
        var options = PartOption.Of(Bound.Catalog.Find(typeof(ILamp), "desk-lamp"));
        options.Select(option => option.Name).Should().Equal("watts", "level", "switching", "shade", "inner");
        options[0].Expected.Should().Be("a whole number from 1 to 128");
        options[0].Default!.ToJsonString().Should().Be("40");
        options[3].Default!.ToJsonString().Should().Be("""{"type":"paper","layers":3}""");
        PartOption.Of(Bound.Catalog.Find(typeof(ILamp), "candle")).Should().BeEmpty();
    }

    [Fact]
    public void Markdown_HasEveryPartAndOption()
    {
        var text = PartReference.Markdown(Bound.Catalog);
        text.Should().Contain("## Outer shade\n\n### `none`").And.Contain("| `level` | `0.5` | a number from 0 to 1 |").And.Contain("| `switching` | `plain` | one of plain, last-preceding, query+context |")
            .And.Contain("| `pattern` | none | a path |");
        foreach (var part in Bound.Catalog.All) text.Should().Contain($"### `{part.Name}`\n");
    }
}
