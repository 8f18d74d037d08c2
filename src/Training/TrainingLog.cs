using System.Diagnostics;
using Eegavi.Models;
using Eegavi.Training.Monitoring;
using TorchSharp;

namespace Eegavi.Training;

/// <summary>Keeps the figures of a training run and reports them.</summary>
internal sealed class TrainingLog(int epochs, int stepsPerEpoch, IProgress<TrainingProgress>? progress)
{
    private const int ReportsPerRun = 200;
    private static readonly Dictionary<string, double> NoFigures = [];

    private readonly List<double> _times = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _begun;
    private IReadOnlyDictionary<string, double> _terms = NoFigures;
    private double? _shuffled;
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

    /// <summary>Whether this step is reported. Reading figures waits for the device, so it is about 200 times in a run and at the end of each epoch.</summary>
    public bool IsDue => Step % Math.Max(1, Steps / ReportsPerRun) == 0 || Step % stepsPerEpoch == 0;

    /// <summary>Reads what the objective gave in this step, where the step is reported.</summary>
    /// <param name="value">What it gave.</param>
    /// <param name="shuffled">Computes the loss against other rows' targets; only asked where the step is reported.</param>
    public void Read(ObjectiveValue value, Func<double?>? shuffled)
    {
        if (!IsDue) return;
        if (value.Total is not null) Loss = value.Total.ToDouble();
        (_terms, _shuffled) = (TermFigures.Of(value), shuffled?.Invoke());
    }

    /// <summary>Ends a step.</summary>
    /// <param name="learningRate">Its learning rate.</param>
    /// <param name="gradients">Sizes of its gradients, where it is reported and there were any.</param>
    public void End(double learningRate, IReadOnlyDictionary<string, double>? gradients)
    {
        _times.Add((_clock.Elapsed - _begun).TotalMilliseconds);
        if (IsDue) Report(new(Epoch, epochs, Step, Steps, Loss, _terms, learningRate, _clock.Elapsed, _shuffled) { ResumedAt = _resumedAt, Gradients = gradients ?? NoFigures });
    }

    /// <summary>Ends an epoch with what was found on the held-back subjects.</summary>
    public void HeldBack(HeldBackReport found) => Report(_last! with { HeldBack = found, ShuffledLoss = null, Elapsed = _clock.Elapsed });

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
}
