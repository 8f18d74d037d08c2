using System.Text.Json.Nodes;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;
using Eegavi.Training.Runs;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

public sealed class LabelInputTests : IDisposable
{
    private const string Sidecar = """
        { "model": { "sidecars": { "ratings": { "encoder": { "type": "tabular", "columns": 1, "outputWidth": 4 }, "availableAtInference": AVAILABLE } },
                     "fusion": [ { "type": "film-sidecar", "from": "ratings" } ] } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("tables").FullName;
    private readonly WithTable _data = new(new PairData(subjects: 6, rows: 20), "easy");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_ALabelAsInput_IsRefusedUnlessUsersWillHaveIt()
    {
        Opening(Patch(Sidecar.Replace("AVAILABLE", "false", StringComparison.Ordinal))).Should().Throw<ArgumentException>()
            .WithMessage("model.sidecars.ratings: expected no label columns among the inputs; got easy.*availableAtInference true*");
        Opening(Patch(Sidecar.Replace("AVAILABLE", "true", StringComparison.Ordinal))).Should().NotThrow();
    }

    [Fact]
    public void Open_ALabelThatIsReadAndLearned_IsRefused() =>
        Opening(Patch(Sidecar.Replace("AVAILABLE", "true", StringComparison.Ordinal), """{ "losses": [ { "type": "cross-entropy", "head": "pair", "label": "easy" } ] }""")).Should().Throw<ArgumentException>()
            .WithMessage("losses[0]: expected a label that is no input; 'easy' is read by model.sidecars.ratings.");

    [Fact]
    public void Open_ALabelAsContext_IsRefused() =>
        Opening(Patch("""{ "model": { "context": { "ratings": { "encoder": { "type": "tabular", "columns": 1 } } }, "fusion": [ { "type": "late-concat" } ] } }""")).Should().Throw<ArgumentException>()
            .WithMessage("model.context.ratings: expected no label columns*");

    [Fact]
    public void Plan_ALabelThatIsReadAndScored_IsRefused()
    {
        var spec = Study(Patch(Sidecar.Replace("AVAILABLE", "true", StringComparison.Ordinal))) with { Label = "easy", Head = "pair" };
        FluentActions.Invoking(() => ComparisonPlan.Make(new() { Studies = [spec] }, Bench.Over(_data))).Should().Throw<ConfigurationException>()
            .WithMessage("*expected a label that is no input, to score; 'easy' is read by model.sidecars.ratings.");
    }

    [Fact]
    public async Task Compare_ARunWithASidecar_IsAlsoScoredWithoutIt()
    {
        // EEG tells 'easy' and audio the rest of 'pair'; here the table tells 'easy' where EEG cannot: without it the model is at chance.
        var deaf = new WithTable(new PairData(subjects: 6, rows: 20, noise: 20), "pair", asColumn: "hint");
        var spec = Study(Patch(Sidecar.Replace("AVAILABLE", "true", StringComparison.Ordinal)));
        var plan = ComparisonPlan.Make(new() { Studies = [spec] }, Bench.Over(deaf));

        var report = await new ComparisonRun(plan, new InProcessRunner(Bench.Over(deaf)), new CellStore(_folder)).RunAsync();

        var variant = report.Studies[0].Variants["with"];
        variant.Errors.Should().BeEmpty();
        variant.BalancedAccuracy!.Mean.Should().BeGreaterThan(0.9);
        variant.WithoutSidecars!.Mean.Should().BeInRange(0.3, 0.7);
    }

    [Fact]
    public void Train_ClustersOfTrainingRows_AreKeptWithTheRun()
    {
        var run = Patch("""
            { "tables": { "mood": { "type": "rating-clusters", "labels": ["easy"], "clusters": 2 } },
              "model": { "sidecars": { "mood": { "encoder": { "type": "tabular", "columns": 2 }, "availableAtInference": true } }, "fusion": [ { "type": "film-sidecar", "from": "mood" } ] },
              "training": { "epochs": 1 } }
            """);
        RunFolder.Train(Bench.Over(_data), run, Path.Combine(_folder, "run"));

        var tables = RunFolder.LoadTables(Bench.Over(_data), Path.Combine(_folder, "run"));
        var batch = _data.Make([0, 1, 2, 3, 4, 5, 6, 7]);
        var found = tables["mood"].call(batch).Values.argmax(1).data<long>().ToArray();
        found.Zip(batch.Labels["easy"].Values.data<long>().ToArray()).Distinct().Should().HaveCount(2);
    }

    private Action Opening(JsonObject run) => () => RunSession.Open(Bench.Over(_data), run).Dispose();

    private static StudySpec Study(JsonObject run) => new()
    {
        Name = "tables",
        Label = "pair",
        Reference = "with",
        Base = run,
        Variants = new Dictionary<string, JsonObject> { ["with"] = [] },
        Split = new() { Folds = 2 },
    };

    private static JsonObject Patch(params string[] patches) =>
        (JsonObject)patches.Aggregate((JsonNode?)Bench.Run, (run, patch) => JsonMergePatch.Apply(run, Bench.Json(patch)))!;

    /// <summary>Pairs with a table 'ratings' of one label column, which may go by another name.</summary>
    private sealed class WithTable(PairData data, string column, string? asColumn = null) : IBatchSource
    {
        public IReadOnlyList<string> RowIds => data.RowIds;

        public IReadOnlyList<string> Subjects => data.Subjects;

        public string Fingerprint => data.Fingerprint + column;

        public IReadOnlyDictionary<string, IReadOnlyList<string>> LabelsIn => new Dictionary<string, IReadOnlyList<string>> { ["ratings"] = [asColumn ?? column] };

        public Batch Make(IReadOnlyList<int> rows)
        {
            var batch = data.Make(rows);
            var values = batch.Labels[column].Values.to_type(ScalarType.Float32).unsqueeze(1);
            var table = new ModalityWindow { Values = values, Valid = ones_like(values, dtype: ScalarType.Bool), Seconds = zeros_like(values) };
            return batch.With(modalities: new Dictionary<string, ModalityWindow>(batch.Modalities) { ["ratings"] = table });
        }
    }
}
