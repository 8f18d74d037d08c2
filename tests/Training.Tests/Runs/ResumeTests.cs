using System.Text.Json.Nodes;
using Eegavi.Plugins;
using Eegavi.Training.Runs;

namespace Eegavi.Training.Tests.Runs;

/// <summary>A run that is interrupted and taken up again ends where the uninterrupted one ends, to the last bit.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("eegavi").FullName;
    private readonly PairData _data = new();

    // Everything that has a state: dropout, the average, early stopping, accumulation, a temperature of its own.
    private static JsonObject Run => (JsonObject)JsonMergePatch.Apply(JsonMergePatch.Apply(Bench.Run, Bench.Fused), Bench.Json("""
        {
          "model": { "fusion": [ { "type": "late-concat", "hidden": 16, "dropout": 0.3 } ], "modalityDropout": 0.2 },
          "losses": [ { "type": "cross-entropy", "head": "pair" }, { "type": "siglip", "between": ["query", "context.audio"], "weight": 0.1 } ],
          "training": { "epochs": 5, "accumulate": 2, "average": 0.9, "validation": { "heldBack": 0.2 }, "earlyStop": { "patience": 4 }, "checkpoint": { "steps": 1 } }
        }
        """))!;

    private string Whole => Path.Combine(_parent, "whole");

    private string Broken => Path.Combine(_parent, "broken");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(12)]
    public void Train_InterruptedAtAnyStep_EndsWithTheSameBits(int step)
    {
        RunFolder.Train(Bench.Over(_data), Run, Whole);
        Interrupt(step);
        RunFolder.Train(Bench.Over(_data), Run, Broken);

        foreach (var file in new[] { "model.safetensors", "losses.safetensors" })
            File.ReadAllBytes(Path.Combine(Broken, file)).Should().Equal(File.ReadAllBytes(Path.Combine(Whole, file)), file);
        Figures(Broken).Should().Equal(Figures(Whole));
    }

    [Fact]
    public void Train_KilledBetweenCheckpoints_RepeatsTheStepsSinceTheLastOne()
    {
        var sparse = (JsonObject)JsonMergePatch.Apply(Run, Bench.Json("""{ "training": { "checkpoint": { "steps": 5 } } }"""))!;
        RunFolder.Train(Bench.Over(_data), sparse, Whole);
        // An exception out of the progress is as sudden as a kill: nothing is saved on its way.
        FluentActions.Invoking(() => RunFolder.Train(Bench.Over(_data), sparse, Broken, new() { Progress = new Relay(p => Fail(p.Step == 8)) })).Should().Throw<NotSupportedException>();
        File.AppendAllText(Path.Combine(Broken, "metrics.jsonl"), "{ \"step\": 9, \"lo");

        RunFolder.Train(Bench.Over(_data), sparse, Broken);
        Figures(Broken).Should().Equal(Figures(Whole));
    }

    [Fact]
    public void Train_KilledDuringACheckpoint_GoesOnFromTheOneBefore()
    {
        RunFolder.Train(Bench.Over(_data), Run, Whole);
        Interrupt(6);
        File.WriteAllText(Path.Combine(Broken, "checkpoint.safetensors.abc.tmp"), "half");

        RunFolder.Train(Bench.Over(_data), Run, Broken);
        Figures(Broken).Should().Equal(Figures(Whole));
        Directory.GetFiles(Broken).Select(Path.GetFileName).Should().BeEquivalentTo("run.json", "model.safetensors", "losses.safetensors", "metrics.jsonl", "record.json", "events.out.tfevents.eegavi", "README.md", "curves.svg");
    }

    [Fact]
    public void Train_OtherThreads_WarnsThatLastBitsMayDiffer()
    {
        Interrupt(3);
        var warnings = new List<string>();
        TorchSharp.torch.set_num_threads(2);
        try
        {
            RunFolder.Train(Bench.Over(_data), Run, Broken, new() { Warn = warnings.Add });
        }
        finally
        {
            TorchSharp.torch.set_num_threads(1);
        }
        warnings.Should().ContainSingle().Which.Should().Be("This run was begun with 1 threads and goes on with 2: its last bits may differ.");
    }

    [Fact]
    public void Train_ACheckpointOfAnotherModel_IsRefused()
    {
        Interrupt(3);
        var checkpoint = Path.Combine(Broken, "checkpoint.safetensors");
        SafetensorsWriter.Write(checkpoint, [("model.nothing", TorchSharp.torch.zeros(1))], SafetensorsFile.Open(checkpoint).Metadata);

        FluentActions.Invoking(() => RunFolder.Train(Bench.Over(_data), Run, Broken)).Should().Throw<InvalidDataException>()
            .WithMessage("The checkpoint * does not fit this run: 'model.* is not in it. Delete it (--fresh) to begin anew.");
    }

    private void Interrupt(int step)
    {
        using var source = new CancellationTokenSource();
        FluentActions.Invoking(() => RunFolder.Train(Bench.Over(_data), Run, Broken, new() { Progress = new Relay(p => { if (p.Step == step) source.Cancel(); }) }, source.Token))
            .Should().Throw<OperationCanceledException>();
    }

    private static void Fail(bool now)
    {
        if (now) throw new NotSupportedException();
    }

    // Times differ; all else must not.
    private static string[] Figures(string folder) => [.. File.ReadLines(Path.Combine(folder, "metrics.jsonl")).Select(line =>
    {
        var json = JsonNode.Parse(line)!.AsObject();
        json.Remove("seconds");
        return json.ToJsonString();
    })];

    private sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
