using System.Text.Json.Nodes;
using Eegavi.Plugins;
using Eegavi.Training.Runs;

namespace Eegavi.Training.Tests.Runs;

/// <summary>A full disk loses nothing that was already written.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("eegavi").FullName;
    private readonly PairData _data = new();

    private static JsonObject Run => (JsonObject)JsonMergePatch.Apply(JsonMergePatch.Apply(Bench.Run, Bench.Fused), Bench.Json("""
        { "training": { "epochs": 3, "checkpoint": { "steps": 1 } } }
        """))!;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [SkippableTheory]
    [InlineData(6)]     // in the middle
    [InlineData(24)]    // at the last step: the checkpoint of the end and the model find no room
    public void Train_OnADiskThatFills_StopsAndGoesOnFromTheLastCheckpoint(int full)
    {
        using var disk = SmallDisk.Mount(1024);
        var (whole, broken) = (Path.Combine(_parent, "whole"), Path.Combine(disk.Path, "run"));
        RunFolder.Train(Bench.Over(_data), Run, whole);
        Training(broken, step => { if (step == full) disk.Fill(); }).Should().Throw<IOException>();

        var lines = File.ReadAllLines(Path.Combine(broken, "metrics.jsonl"));
        lines.Take(full - 1).Select(line => (int)JsonNode.Parse(line)!["step"]!).Should().Equal(Enumerable.Range(1, full - 1), "whole lines stay");
        using (var checkpoint = SafetensorsFile.Open(Path.Combine(broken, "checkpoint.safetensors")))
            JsonNode.Parse(checkpoint.Metadata["position"])!["step"]!.GetValue<int>().Should().Be(full - 1);
        RunFolder.Find(broken).Should().BeNull();

        Training(broken, _ => { }).Should().Throw<IOException>("it is still full");
        File.ReadAllLines(Path.Combine(broken, "metrics.jsonl")).Take(full - 1).Should().Equal(lines.Take(full - 1));

        disk.Empty();
        RunFolder.Train(Bench.Over(_data), Run, broken);
        File.ReadAllBytes(Path.Combine(broken, "model.safetensors")).Should().Equal(File.ReadAllBytes(Path.Combine(whole, "model.safetensors")));
    }

    [SkippableFact]
    public void Train_OnADiskThatIsFull_LeavesNoFolderThatWouldBeInTheWay()
    {
        using var disk = SmallDisk.Mount(1024);
        disk.Fill();
        var folder = Path.Combine(disk.Path, "run");
        Training(folder, _ => { }).Should().Throw<IOException>();
        disk.Empty();

        RunFolder.Train(Bench.Over(_data), Run, folder).Result.Steps.Should().Be(24);
    }

    private Action Training(string folder, Action<int> atStep) =>
        () => RunFolder.Train(Bench.Over(_data), Run, folder, new() { Progress = new Relay(atStep) });

    private sealed class Relay(Action<int> atStep) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => atStep(value.Step);
    }
}
