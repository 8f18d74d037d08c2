using Eegavi.Training.TensorBoard;

namespace Eegavi.Training.Runs;

/// <summary>Writes each report of a run to its folder, as a line of JSON and as TensorBoard events, and hands it on.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="resumedAt">What was written of later steps is dropped, since a run that goes on writes it again. 0 = the files are made anew.</param>
/// <param name="next">Told of every report too.</param>
internal sealed class RunLog(string folder, int resumedAt, IProgress<TrainingProgress>? next) : IProgress<TrainingProgress>, IDisposable
{
    private readonly MetricsFile _metrics = new(Path.Combine(folder, RunFiles.Metrics), resumedAt);
    private readonly BoardFile _board = new(Path.Combine(folder, RunFiles.Board), resumedAt);

    public void Report(TrainingProgress value)
    {
        _metrics.Report(value);
        _board.Report(value);
        next?.Report(value);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _board.Dispose();
    }
}
