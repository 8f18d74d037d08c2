using Eegavi.Models;
using Eegavi.Training.Metrics;
using FluentAssertions.Execution;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

public class TrainerTests
{
    private readonly PairData _data = new();

    [Fact]
    public void Fit_TwoModalities_LearnsTheirProduct()
    {
        var (model, objective, spec) = Bench.Build(Bench.Fused);
        var result = new Trainer(model, objective, spec.Training).Fit(_data, _data.All);

        result.Steps.Should().Be(12 * 8);
        result.FinalLoss.Should().BeLessThan(0.2);
        result.MillisecondsPerStep.Should().BePositive();
        result.PeakMemoryBytes.Should().BeGreaterThan(10_000_000);
        Accuracy(model).Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void Fit_OneModality_CannotLearnTheProduct()
    {
        var (model, objective, spec) = Bench.Build([]);
        new Trainer(model, objective, spec.Training).Fit(_data, _data.All);

        Accuracy(model).Should().BeLessThan(0.75);
    }

    [Fact]
    public void Fit_SameSeed_GivesTheSameModel() => Trained(1).Should().Equal(Trained(1));

    [Fact]
    public void Fit_OtherSeed_GivesAnotherModel() => Trained(2).Should().NotEqual(Trained(1));

    [Fact]
    public void Fit_FromTheSecondStepOn_LeavesNoTensorBehind()
    {
        var (model, objective, spec) = Bench.Build(Bench.Fused);
        var alive = new List<long>();
        Collect();
        new Trainer(model, objective, spec.Training).Fit(_data, _data.All, new Relay(_ => alive.Add(Tensor.TotalCount)));

        alive.Should().HaveCountGreaterThan(20);
        alive.Skip(1).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void Fit_Progress_CountsStepsAndFallsToZeroRemaining()
    {
        var (model, objective, spec) = Bench.Build(Bench.Fused);
        var reports = new List<TrainingProgress>();
        new Trainer(model, objective, spec.Training).Fit(_data, _data.All, new Relay(reports.Add));

        reports.Select(r => r.Step).Should().BeInAscendingOrder();
        reports[^1].Should().Match<TrainingProgress>(r => r.Step == r.Steps && r.Epoch == 12 && r.Remaining == TimeSpan.Zero);
        reports[^1].Terms.Keys.Should().BeEquivalentTo("cross-entropy", "cross-entropy.accuracy");
        reports[0].Remaining.Should().BePositive();
    }

    [Fact]
    public void Fit_ContrastiveLosses_FindTheContextsAndKeepTheQuery()
    {
        var (model, objective, spec) = Bench.Build(Bench.Json("""
            {
              "model": { "context": { "audio": { "encoder": { "type": "precomputed", "width": 2 } } }, "fusion": [ { "type": "late-concat", "hidden": 16, "dropout": 0 } ] },
              "losses": [ { "type": "multi-positive-info-nce" }, { "type": "query-preserve", "weight": 0.2 }, { "type": "siglip", "weight": 0.1, "between": ["query", "context.audio"] } ],
              "training": { "epochs": 30, "learningRate": 0.02, "sampler": "within-subject", "batchSize": 10, "shuffledLoss": true }
            }
            """));
        var (reports, alive) = (new List<TrainingProgress>(), new List<long>());
        var start = objective.state_dict().ToDictionary(p => p.Key, p => p.Value.clone());
        Collect();
        new Trainer(model, objective, spec.Training).Fit(_data, _data.All, new Relay(report =>
        {
            reports.Add(report);
            alive.Add(Tensor.TotalCount);
        }));

        using var all = new AssertionScope();
        var last = reports[^20..];
        // Audio has two columns: the projector's norm leaves their sign, which halves the ten candidates.
        last.Average(r => r.Terms["multi-positive-info-nce"]).Should().BeInRange(Math.Log(5) - 0.1, Math.Log(10) - 0.3);
        last.Average(r => r.Terms["query-preserve.top1"]).Should().BeGreaterThan(0.25, "chance is 0.1");
        last.Average(r => r.ShuffledLoss).Should().BeGreaterThan(last.Average(r => r.Loss)!.Value + 0.5);
        alive.Skip(1).Distinct().Should().ContainSingle();
        objective.state_dict().Should().OnlyContain(p => p.Key.EndsWith("log_temperature") || !p.Value.allclose(start[p.Key], 1e-05, 1e-08, false), "every projector learns");
    }

    [Fact]
    public void Fit_ShuffledLoss_ChangesNothingInTraining()
    {
        var asked = Bench.Json("""{ "training": { "shuffledLoss": true, "epochs": 2 } }""");
        var (with, withObjective, withSpec) = Bench.Build(asked);
        var (without, withoutObjective, withoutSpec) = Bench.Build(Bench.Json("""{ "training": { "epochs": 2 } }"""));
        new Trainer(with, withObjective, withSpec.Training).Fit(_data, _data.All);
        new Trainer(without, withoutObjective, withoutSpec.Training).Fit(_data, _data.All);

        Logits(with, _data).Should().Equal(Logits(without, _data));
    }

    [Fact]
    public void Fit_MaskedSignal_AsksForWhatItHid()
    {
        var (model, objective, spec) = Bench.Build(Bench.Json("""
            { "losses": [ { "type": "masked-signal", "layout": "tokens", "channels": 3, "samplingRateHz": 1 } ], "training": { "epochs": 3, "validation": { "heldBack": 0.2 } } }
            """));
        var reports = new List<TrainingProgress>();
        new Trainer(model, objective, spec.Training).Fit(new PairData(), _data.All, new Relay(reports.Add));

        reports[0].Terms.Should().ContainKey("masked-signal.patches");
        reports.Should().Contain(r => r.HeldBackLoss > 0);
    }

    [Fact]
    public void Fit_Recomputing_GivesTheSameModel()
    {
        var patch = Bench.Json("""
            { "model": { "context": { "audio": { "encoder": { "type": "precomputed", "width": 2 }, "resampler": { "type": "perceiver", "latents": 2 } } }, "fusion": [ { "type": "gated-xattn", "heads": 2, "dropout": 0.3 } ] },
              "training": { "epochs": 2, "recompute": [ "encoders", "resamplers", "fusion" ] } }
            """);
        var (with, withObjective, withSpec) = Bench.Build(patch);
        var (without, withoutObjective, _) = Bench.Build(patch);
        new Trainer(with, withObjective, withSpec.Training).Fit(_data, _data.All);
        new Trainer(without, withoutObjective, withSpec.Training with { Recompute = [] }).Fit(_data, _data.All);

        Logits(with, _data).Should().Equal(Logits(without, _data));
    }

    [Fact]
    public void Fit_Cancelled_Stops()
    {
        var (model, objective, spec) = Bench.Build([]);
        using var source = new CancellationTokenSource();

        new Trainer(model, objective, spec.Training).Invoking(t => t.Fit(_data, _data.All, new Relay(_ => source.Cancel()), cancellation: source.Token))
            .Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Fit_InfiniteData_SaysWhereToLook()
    {
        var (model, objective, spec) = Bench.Build([]);
        var data = new PairData(poison: double.PositiveInfinity);

        new Trainer(model, objective, spec.Training).Invoking(t => t.Fit(data, data.All)).Should().Throw<InvalidOperationException>()
            .WithMessage("Expected a finite loss; got NaN at step 1 of epoch 1: lower training.learningRate, or look for values that are not finite in the data.");
    }

    [Fact]
    public void Fit_EarlyStop_EndsWhereTheHeldBackLossStopsFalling()
    {
        // Noise only: whatever is learned is overfitting.
        var data = new PairData(noise: 50);
        var (model, objective, spec) = Bench.Build(Bench.Json("""{ "training": { "epochs": 60, "validation": { "heldBack": 0.3 }, "earlyStop": { "patience": 3 } } }"""));
        var heldBack = new List<double>();
        var result = new Trainer(model, objective, spec.Training).Fit(data, data.All, new Relay(r => heldBack.AddRange(r.HeldBackLoss is { } loss ? [loss] : Array.Empty<double>())));

        result.Epochs.Should().BeLessThan(60);
        heldBack.Should().HaveCount(result.Epochs);
        (heldBack.IndexOf(heldBack.Min()) + 1).Should().Be(result.BestEpoch).And.Be(result.Epochs - 3);
    }

    [Fact]
    public void Fit_EarlyStop_KeepsTheBestWeights()
    {
        var data = new PairData(noise: 50);
        var patch = Bench.Json("""{ "training": { "epochs": 60, "schedule": "constant", "warmUp": 0, "validation": { "heldBack": 0.2 }, "earlyStop": { "patience": 4 } } }""");
        var (model, objective, spec) = Bench.Build(patch);
        var best = new Trainer(model, objective, spec.Training).Fit(data, data.All).BestEpoch!.Value;
        // The same training, ended by its length at that epoch.
        var (other, otherObjective, _) = Bench.Build(patch);
        new Trainer(other, otherObjective, spec.Training with { Epochs = best }).Fit(data, data.All);

        Logits(model, data).Should().Equal(Logits(other, data));
    }

    // What other tests left to the garbage collector must not be counted out during this one.
    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private double Accuracy(FusionModel model)
    {
        var predictions = Evaluator.Predict(model, _data, _data.All, "pair", "pair");
        return Classification.Score(predictions.Logits, predictions.Targets).BalancedAccuracy;
    }

    private float[] Trained(int seed)
    {
        var (model, objective, spec) = Bench.Build(Bench.Fused, seed);
        new Trainer(model, objective, spec.Training with { Seed = seed, Epochs = 2 }).Fit(_data, _data.All);
        return Logits(model, _data);
    }

    private static float[] Logits(FusionModel model, PairData data) =>
        [.. Evaluator.Predict(model, data, data.All, "pair", "pair").Logits.SelectMany(row => row)];

    private sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
