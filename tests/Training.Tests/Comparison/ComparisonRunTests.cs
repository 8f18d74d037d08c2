using Eegavi.Training.Comparison;
using Eegavi.Training.Statistics;

namespace Eegavi.Training.Tests.Comparison;

public sealed class ComparisonRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eegavi").FullName;
    private readonly PairData _data = new(subjects: 12, rows: 21);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RunAsync_RealTraining_ShowsThatFusionBeatsEegAlone()
    {
        var study = ComparisonPlanTests.Study() with { Seeds = [1] };
        var plan = ComparisonPlan.Make(ComparisonPlanTests.Spec(study), Bench.Over(_data));
        var report = (await new ComparisonRun(plan, new InProcessRunner(Bench.Over(_data)), new CellStore(_folder)).RunAsync()).Studies[0];

        report.BestSingleModality.Should().Be("eeg-only");
        var (eeg, fused) = (report.Variants["eeg-only"], report.Variants["fused"]);
        eeg.Errors.Should().BeEmpty();
        eeg.BalancedAccuracy!.High.Should().BeLessThan(0.75);
        fused.BalancedAccuracy!.Mean.Should().BeGreaterThan(0.9);
        fused.Chance.Should().Be(0.5);
        fused.Subjects.Should().HaveCount(12);
        fused.Pooled!.Rows.Should().Be(12 * 20);
        fused.AgainstReference.Should().Match<PairedResult>(p => p.Verdict == Verdict.Better && p.Beats && p.Difference.Low > 0 && p.CorrectedP <= 0.05);
        eeg.AgainstReference.Should().BeNull();
        fused.Parameters.Should().BeGreaterThan(eeg.Parameters);
    }

    [Fact]
    public async Task RunAsync_Again_RunsNothing()
    {
        var (first, second) = (new Fake(_data), new Fake(_data));
        var before = await Run(first);
        var after = await Run(second);

        first.Ran.Should().Be(12);
        second.Ran.Should().Be(0);
        after.Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task RunAsync_AfterAChange_RunsWhatChanged()
    {
        await Run(new Fake(_data));
        var changed = new Fake(_data);
        await Run(changed, ComparisonPlanTests.Study() with { Seeds = [1, 8] });

        changed.Ran.Should().Be(6);
    }

    [Fact]
    public async Task RunAsync_AVariantThatFails_LeavesTheOthersTheirResults()
    {
        var report = (await Run(new Fake(_data) { Fails = "fused" })).Studies[0];

        report.Variants["fused"].Errors.Should().HaveCount(6).And.OnlyContain(e => e == "broken");
        report.Variants["fused"].BalancedAccuracy.Should().BeNull();
        report.Variants["eeg-only"].BalancedAccuracy.Should().NotBeNull();
        report.Warnings.Should().Contain("fused: 6 runs failed: broken");
    }

    [Fact]
    public async Task RunAsync_AFailedCell_IsRunAgain()
    {
        await Run(new Fake(_data) { Fails = "fused" });
        var again = new Fake(_data);
        await Run(again);

        again.Ran.Should().Be(6);
    }

    [Fact]
    public async Task RunAsync_AScoreAboveItsCeiling_IsFlagged()
    {
        var study = ComparisonPlanTests.Study() with { Ceilings = new Dictionary<string, double> { ["fused"] = 0.7, ["eeg-only"] = 0.99 } };
        var report = (await Run(new Fake(_data), study)).Studies[0];

        report.Variants["fused"].AboveCeiling.Should().BeTrue();
        report.Variants["fused"].ShareOfCeiling.Should().BeGreaterThan(1);
        report.Variants["eeg-only"].AboveCeiling.Should().BeFalse();
        report.Variants["fused"].AgainstReference.Should().Match<PairedResult>(p => p.Beats && p.AboveCeiling, "what it beats means nothing before the leak is found");
        report.Warnings.Should().Equal("fused: above its ceiling: leak?");
    }

    [Fact]
    public async Task RunAsync_SevenSubjects_GivesNoVerdict()
    {
        var data = new PairData(subjects: 7, rows: 21);
        var plan = ComparisonPlan.Make(ComparisonPlanTests.Spec(ComparisonPlanTests.Study()), Bench.Over(data));
        var report = (await new ComparisonRun(plan, new Fake(data), new CellStore(_folder)).RunAsync()).Studies[0];

        report.Variants["fused"].AgainstReference!.Verdict.Should().Be(Verdict.TooFewSubjects);
        report.Warnings.Should().Equal("7 test subjects: no verdict is given below 8.");
    }

    [Fact]
    public async Task RunAsync_AMixedSplitThatWasAllowed_IsFlagged()
    {
        var study = ComparisonPlanTests.Study() with { Split = new() { Scheme = "mixed", Folds = 3, AllowSharedSubjects = true } };

        (await Run(new Fake(_data), study)).Studies[0].Warnings.Should().Equal("Persons are on both sides of the split: scores say nothing of new persons.");
    }

    [Fact]
    public async Task Write_ThenRead_IsTheSameReport()
    {
        var report = await Run(new Fake(_data));
        var path = Path.Combine(_folder, "results.json");
        report.Write(path);

        ComparisonReport.Read(path).Should().BeEquivalentTo(report);
        (await File.ReadAllTextAsync(path)).Should().Contain("\"verdict\": \"better\"");
    }

    private Task<ComparisonReport> Run(Fake runner, StudySpec? study = null) =>
        new ComparisonRun(ComparisonPlan.Make(ComparisonPlanTests.Spec(study ?? ComparisonPlanTests.Study()), Bench.Over(_data)), runner, new CellStore(_folder)).RunAsync();

    /// <summary>Knows nine of ten answers where there is fusion, guesses elsewhere.</summary>
    private sealed class Fake(PairData data) : ICellRunner
    {
        public int Workers => 2;

        public string? Fails { get; init; }

        public int Ran => _ran;

        private int _ran;

        public Task<CellResult> RunAsync(Cell cell, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _ran);
            var result = new CellResult { Fingerprint = cell.Fingerprint(), Parameters = 10, MillisecondsPerStep = 1.5 };
            return Task.FromResult(cell.Variant == Fails ? result with { Error = "broken" } : result with { Predictions = Answer(cell) });
        }

        private Predictions Answer(Cell cell)
        {
            var (_, test) = cell.Fold.Divide(data.RowIds, data.Subjects);
            int[] targets = [.. test.Select(row => row % 2)];
            bool Knows(int row) => cell.Variant == "fused" ? row % 10 != 3 : row % 4 < 2;
            float[][] logits = [.. test.Select((row, i) => Knows(row) == (targets[i] == 1) ? new[] { 0f, 1f } : [1f, 0f])];
            return new([.. test.Select(row => data.RowIds[row])], [.. test.Select(row => data.Subjects[row])], targets, logits);
        }
    }
}
