using Eegavi.Cli.Output;
using Eegavi.Training.Comparison;
using Eegavi.Training.Statistics;
using Spectre.Console;

namespace Eegavi.Cli.Tests;

public class ComparisonTableTests
{
    private static readonly PairedResult Won = new(new(0.1, 0.04, 0.16, 0.02, 16), 0.001, 0.004, 0.5, Verdict.Better, Beats: true);

    [Fact]
    public void Write_AVariantThatBeats_SaysSoAndForHowManyComparisons() =>
        Shown(Won, aboveCeiling: false).Should().Contain("+0.100 [0.040, 0.160] beats ").And.Contain("Beats eeg-only: fused by 0.100 (50 % of the way from chance to its ceiling).")
            .And.Contain("intervals that hold for all 3 comparisons of the study together").And.NotContain("leak");

    [Fact]
    public void Write_AVariantAboveItsCeiling_NeverBeatsWithoutThatBesideIt() =>
        Shown(Won with { AboveCeiling = true }, aboveCeiling: true).Split('\n').Where(line => line.Contains("beats ", StringComparison.OrdinalIgnoreCase) || line.Contains("beats,")).Should().HaveCount(2)
            .And.OnlyContain(line => line.Contains("but above its ceiling: leak?"));

    [Fact]
    public void Write_TooFewSubjects_ShowsNoInterval() =>
        Shown(Won with { Difference = new(0.1, null, null, 0.02, 4), Verdict = Verdict.TooFewSubjects, Beats = false }, aboveCeiling: false).Should().Contain("+0.100  too few").And.Contain("Beats eeg-only: none.").And.NotContain("together");

    private static string Shown(PairedResult paired, bool aboveCeiling)
    {
        var text = new StringWriter();
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        screen.Profile.Width = 240;
        ComparisonTable.Write(Study(paired, aboveCeiling), screen);
        return text.ToString();
    }

    private static StudyReport Study(PairedResult paired, bool aboveCeiling) => new()
    {
        Name = "tiny",
        Label = "X",
        Split = "subject-folds",
        Folds = 4,
        Seeds = [1],
        Reference = "eeg-only",
        Comparisons = 3,
        Warnings = [],
        Variants = new Dictionary<string, VariantReport>
        {
            ["eeg-only"] = new() { Name = "eeg-only", BalancedAccuracy = new(0.6, 0.55, 0.65, 0.02, 16) },
            ["fused"] = new() { Name = "fused", BalancedAccuracy = new(0.7, 0.65, 0.75, 0.02, 16), Ceiling = 0.9, ShareOfCeiling = 0.5, AboveCeiling = aboveCeiling, AgainstReference = paired },
        },
    };
}
