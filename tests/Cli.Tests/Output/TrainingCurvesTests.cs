using Eegavi.Cli.Output;
using Eegavi.Training;
using Eegavi.Training.Monitoring;
using Spectre.Console;

namespace Eegavi.Cli.Tests.Output;

public class TrainingCurvesTests
{
    [Fact]
    public void Draw_ALineThatFalls_GoesFromTheUpperLeftToTheLowerRight()
    {
        var rows = BrailleChart.Draw([new("loss", "red", [(0, 2), (10, 1)])], right: 10, width: 12, height: 3);

        rows.Should().HaveCount(4, "three rows and the legend");
        string[] plain = [.. rows.Select(Markup.Remove)];
        plain[0].Should().StartWith("2 ").And.MatchRegex("^2 [\u2801-\u28ff]");
        plain[2].Should().StartWith("1 ").And.MatchRegex("[\u2801-\u28ff]$");
        plain[3].Should().Be("━ loss 1");
    }

    [Fact]
    public void Draw_NoPoints_IsNothing() => BrailleChart.Draw([new("loss", "red", [])], 10, 20, 3).Should().BeEmpty();

    [Fact]
    public void Draw_ARun_ShowsLossesRetrievalAndEachSignOnce()
    {
        var curves = new TrainingCurves("mine");
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            var step = Step(epoch);
            curves.Add(step);
            curves.Add(step with { HeldBack = Found(epoch) });
        }
        var text = Shown(curves, 140);

        text.Should().Contain("mine").And.Contain("epoch 3 of 4").And.Contain("held back 2.2").And.Contain("other rows' targets 4").And.Contain("siglip: audio 0.3");
        text.Should().Contain("! since epoch 2: Collapsed: all rows look alike (3).").And.NotContain("alike (2)");
        text.Should().Contain("rank 12.0").And.Contain("siglip 1.500");
        text.Split('\n').Should().OnlyContain(line => line.TrimEnd().Length <= 140);
    }

    [Fact]
    public void Draw_ANarrowTerminal_PutsTheChartsBelowEachOther()
    {
        var curves = new TrainingCurves("mine");
        curves.Add(Step(1));
        curves.Add(Step(1) with { HeldBack = Found(1) });

        Shown(curves, 80).Split('\n').Should().OnlyContain(line => line.TrimEnd().Length <= 80);
    }

    private static TrainingProgress Step(int epoch) =>
        new(epoch, 4, epoch * 10, 40, 3 - 0.1 * epoch, new Dictionary<string, double> { ["siglip"] = 1.5, ["siglip.top1"] = 0.2 }, 0.001, TimeSpan.FromSeconds(epoch));

    private static HeldBackReport Found(int epoch) => new()
    {
        Rows = 300,
        Loss = 2.5 - 0.1 * epoch,
        ShuffledLoss = 4,
        Spread = new(0.9, 12, 32),
        Ends = [new("siglip", "context.audio", 300, new(0.1, 0.2, 0.003), new(0.1 * epoch, 0.4, 0.01), 0.5, 0.1, 0.9)],
        Warnings = epoch > 1 ? [new(CollapseSign.Spread, $"Collapsed: all rows look alike ({epoch}).")] : [],
    };

    private static string Shown(TrainingCurves curves, int width)
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Write(curves.Draw(width));
        return writer.ToString();
    }
}
