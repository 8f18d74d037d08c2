using System.Text.Json;

namespace Eegavi.Training.Runs;

/// <summary>Writes each report of a training run as a line of JSON, and hands it on.</summary>
/// <param name="path">The file; it is made anew.</param>
/// <param name="next">Told of every report too.</param>
public sealed class MetricsFile(string path, IProgress<TrainingProgress>? next = null) : IProgress<TrainingProgress>, IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly StreamWriter _file = new(path) { AutoFlush = true };

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        _file.WriteLine(JsonSerializer.Serialize(new
        {
            value.Epoch,
            value.Step,
            value.Loss,
            value.ShuffledLoss,
            value.HeldBackLoss,
            value.LearningRate,
            Seconds = value.Elapsed.TotalSeconds,
            value.Terms,
        }, Format));
        next?.Report(value);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
