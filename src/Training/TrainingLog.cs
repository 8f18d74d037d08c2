using System.Diagnostics;
using Eegavi.Models;
using TorchSharp;

namespace Eegavi.Training;

/// <summary>Keeps the figures of a training run and reports them.</summary>
internal sealed class TrainingLog(int epochs, int stepsPerEpoch, IProgress<TrainingProgress>? progress)
{
    private const int ReportsPerRun = 200;

    private readonly List<double> _times = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _begun;
    private TrainingProgress? _last;
    private int _resumedAt;

    /// <summary>Steps in all.</summary>
    public int Steps => epochs * stepsPerEpoch;

    /// <summary>Steps begun.</summary>
    public int Step { get; private set; }

    /// <summary>The last loss that was read.</summary>
    public double? Loss { get; private set; }

    private int Epoch => (Step - 1) / stepsPerEpoch + 1;

    public void Begin()
    {
        _begun = _clock.Elapsed;
        Step++;
    }

    /// <summary>Ends a step. Reading the loss waits for the device, so it is read about 200 times in a run and at the end of each epoch.</summary>
    /// <param name="value">What the objective gave.</param>
    /// <param name="learningRate">The step's learning rate.</param>
    /// <param name="shuffled">Computes the loss against other rows' targets; only asked where the step is reported.</param>
    public void End(ObjectiveValue value, double learningRate, Func<double?>? shuffled)
    {
        var isDue = Step % Math.Max(1, Steps / ReportsPerRun) == 0 || Step % stepsPerEpoch == 0;
        if (isDue && value.Total is not null) Loss = value.Total.ToDouble();
        _times.Add((_clock.Elapsed - _begun).TotalMilliseconds);
        if (isDue) Report(new(Epoch, epochs, Step, Steps, Loss, Figures(value), learningRate, _clock.Elapsed, shuffled?.Invoke()) { ResumedAt = _resumedAt });
    }

    public void HeldBack(double loss) => Report(_last! with { HeldBackLoss = loss, ShuffledLoss = null, Elapsed = _clock.Elapsed });

    /// <summary>Takes over from a checkpoint.</summary>
    public void Restore(int step, double? loss) => (Step, _resumedAt, Loss) = (step, step, loss);

    public TrainingResult Result(int? bestEpoch)
    {
        _times.Sort();
        return new(Step, Epoch, Loss, _times.Count > 0 ? _times[_times.Count / 2] : 0, PeakMemory.Read(), bestEpoch);
    }

    private void Report(TrainingProgress report)
    {
        _last = report;
        progress?.Report(report);
    }

    private static Dictionary<string, double> Figures(ObjectiveValue value)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, term) in value.Terms)
        {
            if (term.Value is not null) figures[name] = term.Value.ToDouble();
            foreach (var (figure, tensor) in term.Diagnostics?.AsEnumerable() ?? []) figures[$"{name}.{figure}"] = tensor.ToDouble();
        }
        return figures;
    }
}
