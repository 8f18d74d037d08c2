using Eegavi.Training.Memory;

namespace Eegavi.Training.Tests.Memory;

public class MemoryForecastTests
{
    private static readonly MemoryLine Training = new(new(2, 1000, 1300, 1), new(4, 1000, 1400, 1)), Inference = new(new(1, 900, 910, 1), new(2, 900, 920, 1));
    private static readonly StoredMemory Stored = new(Model: 80, Losses: 20, Gradients: 30, Optimiser: 60, Average: 40, Best: 100);
    private readonly MemoryForecast _forecast = new(Stored, Training, Inference);

    [Fact]
    public void Training_IsTheSumOfItsParts()
    {
        var need = _forecast.ForTraining(10)!;
        (need.Process, need.Over, need.Activations).Should().Be((900L, 700L, 700L - 30 - 60 - 40));
        need.Peak.Should().Be(1000 + 700 + 100, "the best weights are not there yet in a trial");
        need.Peak.Should().Be(need.Process + Stored.Model + Stored.Losses + Stored.Gradients + Stored.Optimiser + Stored.Average + Stored.Best + need.Activations);
    }

    [Fact]
    public void Inference_HasNoLossesAndKeepsNothing()
    {
        var need = _forecast.ForInference(3);
        (need.Process, need.Activations, need.Peak).Should().Be((820L, 30L, 930L));
    }

    [Fact]
    public void MostRows_LeaveRoomForAllOfIt()
    {
        var most = _forecast.MostRows(1800, trains: true)!.Value;
        most.Should().Be(10);
        _forecast.ForTraining(most)!.Peak.Should().BeLessThanOrEqualTo(1800);
        _forecast.ForTraining(most + 1)!.Peak.Should().BeGreaterThan(1800);
        _forecast.MostRows(930, trains: false).Should().Be(3);
    }

    [Fact]
    public void Stored_CountsWhatIsTrained_AndCopiesOfTheWeights()
    {
        var (model, objective, spec) = Bench.Build(Bench.Fused);
        long all = 4 * model.parameters().Sum(p => p.numel());
        StoredMemory.Of(model, objective, spec.Training).Should().Be(new StoredMemory(all, 0, all, 2 * all, 0, 0));
        StoredMemory.Of(model, objective, spec.Training with { Average = 0.9, EarlyStop = new() }).Should().Be(new StoredMemory(all, 0, all, 2 * all, all, all));
        StoredMemory.Of(model, null, spec.Training).Should().Be(new StoredMemory(all, 0, 0, 0, 0, 0));

        var head = 4 * model.named_parameters().Where(p => p.name.StartsWith("head_pair", StringComparison.Ordinal)).Sum(p => p.parameter.numel());
        StoredMemory.Of(model, objective, spec.Training with { Freeze = ["head_*"] }).Should().Be(new StoredMemory(all, 0, all - head, 2 * (all - head), 0, 0));
    }

    [Fact]
    public void Trial_RunsTheRunsOwnTraining_AndInference()
    {
        var (_, _, spec) = Bench.Build(Bench.Fused);
        var windows = new Dictionary<string, WindowShape> { ["eeg"] = new("N E", [4, 3], 0, 1), ["audio"] = new("N E", [5, 2], 0, 1) };
        // Early stopping needs subjects held back, of which example rows have none.
        var training = spec.Training with { EarlyStop = new(), Validation = new() { HeldBack = 0.5 }, Accumulate = 4, Sampler = BatchSampler.WithinSubject };
        foreach (var trains in new[] { true, false })
        {
            var result = new MemoryTrial(Bench.Parts, spec.Model, spec.Losses, training, windows).Run(6, trains);
            result.Rows.Should().Be(6);
            result.Built.Should().BeGreaterThan(10_000_000);
            result.Peak.Should().BeGreaterThanOrEqualTo(result.Built);
        }
    }
}
