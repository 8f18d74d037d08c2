using System.Text.Json.Nodes;
using Eegavi.Losses;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;
using Eegavi.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

public sealed class TaughtRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taught").FullName;
    private readonly PairData _data = new(subjects: 6, rows: 20);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Train_WithAPrecomputedTeacher_LearnsItsVectors()
    {
        // The teacher says which of two classes a row is of, and no label is used.
        var (values, _) = (_data.Make(_data.All).Labels["easy"].Values.data<long>().ToArray(), 0);
        EmbeddingFile.Write(At("t.safetensors"), _data.RowIds, new Dictionary<string, IReadOnlyList<float[]?>> { ["fused"] = [.. values.Select(v => new float[] { v, 1 - v, 0.5f })] });
        var run = Patched($$"""
            { "teachers": { "wise": { "type": "precomputed", "file": "{{At("t.safetensors")}}" } },
              "losses": [ { "type": "kd-cosine", "between": ["fused", "teacher.wise.fused"] } ], "training": { "epochs": 20 } }
            """);

        using var session = RunSession.Open(Bench.Over(_data), run);
        var before = Loss(session);
        session.Train(_data.All);

        Loss(session).Should().BeLessThan(before / 3);
    }

    [Fact]
    public void Open_AnUnknownTeacher_NamesThoseThatThereAre()
    {
        var run = Patched("""{ "losses": [ { "type": "kd-cosine", "between": ["fused", "teacher.wise.fused"] } ] }""");
        FluentActions.Invoking(() => RunSession.Open(Bench.Over(_data), run)).Should().Throw<ArgumentException>().WithMessage("losses[0].between: expected one of*teacher.ema.fused*got 'teacher.wise.fused'.");
    }

    [Fact]
    public void Open_ATeacherFileThatIsMissing_SaysWhichTeacher()
    {
        var run = Patched($$"""{ "teachers": { "wise": { "type": "precomputed", "file": "{{At("none.safetensors")}}" } } }""");
        FluentActions.Invoking(() => RunSession.Open(Bench.Over(_data), run)).Should().Throw<ArgumentException>().WithMessage("teachers.wise: *none.safetensors*");
    }

    [Fact]
    public void Read_ATeacherOfTwoSorts_IsRefused() =>
        FluentActions.Invoking(() => Bench.Read(Patched("""{ "teachers": { "wise": { "type": "precomputed", "file": "a", "run": "b" } } }"""))).Should().Throw<ConfigurationException>()
            .WithMessage("*expected either 'type'*or 'run'*");

    [Fact]
    public void Train_AStudentOfARun_AgreesWithItsTeacher()
    {
        RunFolder.Train(Bench.Over(_data), Patched(Bench.Fused, """{ "training": { "epochs": 25 } }"""), At("teacher"));
        var student = Patched($$"""
            { "teachers": { "rich": { "run": "{{At("teacher")}}" } }, "training": { "epochs": 3 },
              "losses": [ { "type": "kd-logits", "between": ["head.pair", "teacher.rich.head.pair"] } ] }
            """);

        using var session = RunSession.Open(Bench.Over(_data), Patched(Bench.Fused, student.ToJsonString()));
        var before = Loss(session);
        session.Train(_data.All);

        Loss(session).Should().BeLessThan(before);
        session.Taught.Should().BeEquivalentTo(_data.Subjects.Distinct());
    }

    [Fact]
    public void Plan_ATeacherThatKnowsTheTestedSubjects_IsRefused()
    {
        RunFolder.Train(Bench.Over(_data), Patched("""{ "training": { "epochs": 1 } }"""), At("teacher"));
        var spec = new ComparisonSpec
        {
            Studies = [new()
            {
                Name = "leak",
                Label = "pair",
                Reference = "taught",
                Base = Patched($$"""{ "teachers": { "rich": { "run": "{{At("teacher")}}" } } }"""),
                Variants = new Dictionary<string, JsonObject> { ["taught"] = [] },
                Split = new() { Folds = 2 },
            }],
        };
        FluentActions.Invoking(() => ComparisonPlan.Make(spec, Bench.Over(_data))).Should().Throw<ConfigurationException>().WithMessage("*expected teachers and initial weights that know none of the subjects*'s00'*");
    }

    [Fact]
    public void Train_WithItsOwnAverageAsTeacher_IsInterruptedAndGoesOnToTheSameWeights()
    {
        var run = Patched("""
            { "losses": [ { "type": "cross-entropy", "head": "pair" }, { "type": "self-distill", "weight": 0.5 } ],
              "training": { "epochs": 2, "teacherAverage": 0.9, "checkpoint": { "steps": 1 }, "validation": { "heldBack": 0.3 } } }
            """);
        RunFolder.Train(Bench.Over(_data), run, At("whole"));
        using var stop = new CancellationTokenSource();
        var watch = new Until(3, stop);
        FluentActions.Invoking(() => RunFolder.Train(Bench.Over(_data), run, At("parts"), new() { Progress = watch }, stop.Token)).Should().Throw<OperationCanceledException>();
        RunFolder.Train(Bench.Over(_data), run, At("parts"));

        using var whole = SafetensorsFile.Open(At("whole/model.safetensors"));
        using var parts = SafetensorsFile.Open(At("parts/model.safetensors"));
        foreach (var name in whole.Names) parts.Read(name).allclose(whole.Read(name), 0, 0).Should().BeTrue(name);
    }

    [Fact]
    public void Teach_TheAverage_LeavesTheModelAsItWas()
    {
        var (model, _, _) = Bench.Build(Bench.Fused);
        using var teacher = new SelfTeacher(model, 0.5);
        using (no_grad()) foreach (var p in model.parameters()) p.add_(1);
        var before = model.state_dict().ToDictionary(p => p.Key, p => p.Value.clone());
        model.train();

        var taught = teacher.Teach(_data.Make([0, 1, 2]));

        taught.Targets.Keys.Should().Contain(["ema.fused", "ema.query", "ema.context.audio", "ema.head.pair"]);
        taught.Targets.Values.Should().OnlyContain(t => !t.Values.requires_grad);
        model.training.Should().BeTrue();
        foreach (var (name, value) in model.state_dict()) value.allclose(before[name], 0, 0).Should().BeTrue(name);
    }

    private double Loss(RunSession session)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        session.Model.eval();
        var batch = session.Lessons.Make(_data.All);
        return session.Objective.call(session.Model.call(batch), batch).Total!.ToDouble();
    }

    private static JsonObject Patched(string patch) => Patched(Bench.Run, patch);

    private static JsonObject Patched(JsonObject first, string patch) =>
        (JsonObject)JsonMergePatch.Apply(JsonMergePatch.Apply(Bench.Run, first), Bench.Json(patch))!;

    private string At(string name) => Path.Combine(_folder, name);

    private sealed class Until(int step, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= step) stop.Cancel();
        }
    }
}
