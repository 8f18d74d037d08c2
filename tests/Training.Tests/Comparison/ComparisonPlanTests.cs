using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;
using Eegavi.Training.Splits;

namespace Eegavi.Training.Tests.Comparison;

public class ComparisonPlanTests
{
    private readonly PairData _data = new(subjects: 9, rows: 4);

    [Fact]
    public void Make_TwoVariants_ExpandsEverySeedAndFold()
    {
        var plan = ComparisonPlan.Make(Spec(Study()), Bench.Over(_data));

        plan.Cells.Should().HaveCount(2 * 2 * 3);
        plan.Cells.Select(cell => cell.Place).Should().OnlyHaveUniqueItems().And.Contain("pairs/fused/seed-7/fold-2");
        plan.Cells.Should().OnlyContain(cell => cell.Run["training"]!["seed"]!.GetValue<int>() == cell.Seed);
        plan.Cells.Where(cell => cell.Variant == "fused").Should().OnlyContain(cell => cell.Run["model"]!["fusion"] != null);
        plan.Studies[0].Split.Folds.SelectMany(fold => fold.TestSubjects).Should().BeEquivalentTo(_data.Subjects.Distinct());
    }

    [Fact]
    public void Make_SeveralErrors_NamesEachWithItsPlace()
    {
        var study = Study() with
        {
            Variants = new Dictionary<string, JsonObject>
            {
                ["eeg-only"] = [],
                ["misspelt"] = Bench.Json("""{ "model": { "wdith": 8 } }"""),
                ["too-wide"] = Bench.Json("""{ "model": { "query": { "encoder": { "type": "precomputed", "width": 5 } } } }"""),
            },
        };

        FluentActions.Invoking(() => ComparisonPlan.Make(Spec(study), Bench.Over(_data))).Should().Throw<ConfigurationException>()
            .Which.Errors.Should().HaveCount(2).And.Contain(e => e.StartsWith("studies[0].variants.misspelt: model.wdith: unknown key")).And.Contain(e => e.StartsWith("studies[0].variants.too-wide:"));
    }

    [Fact]
    public void Make_AMixedSplit_IsRefused() =>
        FluentActions.Invoking(() => ComparisonPlan.Make(Spec(Study() with { Split = new() { Scheme = "mixed", Folds = 3 } }), Bench.Over(_data)))
            .Should().Throw<ConfigurationException>().WithMessage("studies[0].split: expected a split by subject; got 'mixed'*");

    [Fact]
    public void Make_AMixedSplitThatIsAllowed_IsMade() =>
        ComparisonPlan.Make(Spec(Study() with { Split = new() { Scheme = "mixed", Folds = 3, AllowSharedSubjects = true } }), Bench.Over(_data))
            .Studies[0].Split.Scheme.Should().Be(Splitter.MixedScheme);

    [Fact]
    public void Make_AnUnknownReference_NamesTheVariants() =>
        FluentActions.Invoking(() => ComparisonPlan.Make(Spec(Study() with { Reference = "eeg" }), Bench.Over(_data))).Should().Throw<ConfigurationException>()
            .WithMessage("studies[0].reference: expected one of the variants eeg-only, fused; got 'eeg'.");

    [Fact]
    public void Make_AnUnknownLabel_NamesThoseThatThereAre() =>
        FluentActions.Invoking(() => ComparisonPlan.Make(Spec(Study() with { Label = "other", Head = "pair" }), Bench.Over(_data))).Should().Throw<ConfigurationException>()
            .WithMessage("*Expected data with the label 'other'; got easy, pair.*");

    [Fact]
    public void Make_StudiesOfOneName_IsAnError() =>
        FluentActions.Invoking(() => ComparisonPlan.Make(Spec(Study(), Study()), Bench.Over(_data))).Should().Throw<ConfigurationException>()
            .WithMessage("studies: expected names that differ; got 2 called 'pairs'.");

    [Fact]
    public void Fingerprint_OfACell_FollowsContentNotNamesOrOrder()
    {
        var cell = ComparisonPlan.Make(Spec(Study()), Bench.Over(_data)).Cells[0];
        var reordered = new JsonObject(cell.Run.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

        (cell with { Run = reordered, Study = "other" }).Fingerprint().Should().Be(cell.Fingerprint());
        (cell with { Data = "other" }).Fingerprint().Should().NotBe(cell.Fingerprint());
        (cell with { Fold = cell.Fold with { TestSubjects = ["s00"] } }).Fingerprint().Should().NotBe(cell.Fingerprint());
        (cell with { Run = Bench.Json("{}") }).Fingerprint().Should().NotBe(cell.Fingerprint());
    }

    [Fact]
    public void Cell_ThroughJson_IsTheSame()
    {
        var cell = ComparisonPlan.Make(Spec(Study()), Bench.Over(_data)).Cells[5];
        var read = JsonSerializer.Deserialize<Cell>(JsonSerializer.Serialize(cell, CellJson.Format), CellJson.Format)!;

        read.Fingerprint().Should().Be(cell.Fingerprint());
        read.Place.Should().Be(cell.Place);
    }

    internal static ComparisonSpec Spec(params StudySpec[] studies) => new() { Studies = studies };

    internal static StudySpec Study() => new()
    {
        Name = "pairs",
        Label = "pair",
        Base = Bench.Run,
        Variants = new Dictionary<string, JsonObject> { ["eeg-only"] = [], ["fused"] = Bench.Fused },
        SingleModalities = ["eeg-only"],
        Seeds = [1, 7],
        Split = new() { Folds = 3 },
    };
}
