using System.Text.Json.Nodes;
using Eegavi.Training.Runs;

namespace Eegavi.Training.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("eegavi").FullName;
    private readonly PairData _data = new();
    private readonly JsonObject _run = (JsonObject)Plugins.JsonMergePatch.Apply(Bench.Run, Bench.Fused)!;

    private string Folder => Path.Combine(_parent, "run");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Train_ThenLoadModel_PredictsTheSame()
    {
        var rows = _data.All[..60];
        var record = RunFolder.Train(Bench.Over(_data), _run, Folder, new() { Rows = rows });
        using var session = RunSession.Open(Bench.Over(_data), _run);
        session.Train(rows);

        using var loaded = RunFolder.LoadModel(Bench.Over(_data), Folder);
        loaded.training.Should().BeFalse();
        Evaluator.Predict(loaded, _data, _data.All, "pair", "pair").Logits.Should()
            .BeEquivalentTo(Evaluator.Predict(session.Model, _data, _data.All, "pair", "pair").Logits, o => o.WithStrictOrdering());
        record.Rows.Should().Be(60);
        record.Result.Epochs.Should().Be(12);
    }

    [Fact]
    public void Train_Finished_LeavesWhatItTakesToRepeatIt()
    {
        RunFolder.Train(Bench.Over(_data), _run, Folder);

        Directory.GetFiles(Folder).Select(Path.GetFileName).Should().BeEquivalentTo("run.json", "model.safetensors", "losses.safetensors", "metrics.jsonl", "record.json", "events.out.tfevents.eegavi", "README.md", "curves.svg");
        JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "run.json"))), _run).Should().BeTrue();
        var lines = File.ReadAllLines(Path.Combine(Folder, "metrics.jsonl"));
        lines.Should().HaveCountGreaterThanOrEqualTo(12);
        JsonNode.Parse(lines[^1])!["loss"]!.GetValue<double>().Should().Be(RunFolder.Find(Folder)!.Result.FinalLoss);
        Directory.GetFileSystemEntries(_parent).Should().ContainSingle();
    }

    [Fact]
    public void Train_AFinishedRun_IsNotRunAgain()
    {
        var first = RunFolder.Train(Bench.Over(_data), _run, Folder);

        RunFolder.Train(Bench.Over(_data), _run, Folder, new() { Progress = new Refuse() }).Should().BeEquivalentTo(first);
    }

    [Fact]
    public void Train_AChangedRun_ReplacesTheOldOneOnlyWhenAskedTo()
    {
        var first = RunFolder.Train(Bench.Over(_data), _run, Folder);
        _run["training"]!["epochs"] = 2;

        FluentActions.Invoking(() => RunFolder.Train(Bench.Over(_data), _run, Folder)).Should().Throw<IOException>()
            .WithMessage($"{Folder} holds another run*Choose another folder with --out, or replace it with --fresh.");
        RunFolder.Find(Folder).Should().BeEquivalentTo(first);

        var second = RunFolder.Train(Bench.Over(_data), _run, Folder, new() { Fresh = true });
        second.Fingerprint.Should().NotBe(first.Fingerprint);
        RunFolder.Find(Folder).Should().BeEquivalentTo(second);
    }

    [Fact]
    public void Train_ALossThatIsNotFinite_NamesTheRowsOfTheBatch()
    {
        var data = new PairData(poison: double.PositiveInfinity);

        FluentActions.Invoking(() => RunFolder.Train(Bench.Over(data), _run, Folder)).Should().Throw<DivergedException>();
        var bad = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "bad-batch.json")))!;
        bad["step"]!.GetValue<int>().Should().Be(1);
        bad["rowIds"]!.AsArray().Select(id => (string)id!).Should().HaveCount(16).And.BeSubsetOf(data.RowIds);
    }

    private sealed class Refuse : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => throw new NotSupportedException();
    }
}
