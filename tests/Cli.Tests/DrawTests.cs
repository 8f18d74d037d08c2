using System.Xml.Linq;

namespace Eegavi.Cli.Tests;

public class DrawTests : WithFolder
{
    private const string Model =
        """
        { "model": { "width": 8, "query": { "encoder": { "type": "precomputed", "width": 4 } }, "context": { "audio": { "encoder": { "type": "precomputed", "width": 6 } } },
            "fusion": [ { "type": "gated-xattn", "visibility": { "type": "band", "seconds": 2 } } ], "heads": { "X": {} } },
          "losses": [ { "type": "cross-entropy", "head": "X" } ] }
        """;

    private Answer Draw(string output, params string[] more) => EegaviTool.RunIn(Folder, ["draw", Write("mine.json", Model), "-o", output, .. more]);

    [Fact]
    public void Draw_WritesTheGraph_WithoutGraphviz()
    {
        var answer = Draw("model.dot", "--way", "right", "--title", "mine");
        answer.Code.Should().Be(0, answer.Error);
        File.ReadAllText(Place("model.dot")).Should().StartWith("digraph model {").And.ContainAll("rankdir=LR", "label=\"mine\"", "band 2 s", "gated-xattn");
    }

    [SkippableFact]
    public void Draw_LaysThePictureOut()
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "dot"))), "Graphviz is not installed");
        var answer = Draw("model.svg");
        answer.Code.Should().Be(0, answer.Error);
        XDocument.Load(Place("model.svg")).Descendants().Select(e => e.Value).Should().Contain(["gated-xattn", "cross-attention", "embedding", "cross-entropy", "[B, D=8]"]);
        Draw("model.png").Code.Should().Be(0);
        File.ReadAllBytes(Place("model.png")).Take(4).Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G');
    }

    [Fact]
    public void Draw_UnknownEnding_NamesThoseThereAre() => Draw("model.jpeg").ShouldRefuse("--output: expected a file ending in .dot, .svg, .png, .pdf; got 'model.jpeg'");

    [Fact]
    public void Draw_NoFile_SaysWhatIsExpected() => EegaviTool.RunIn(Folder, "draw").ShouldRefuse("Expected a file, or --run FOLDER");
}
