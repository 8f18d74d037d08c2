using Eegavi.Training.Monitoring;

namespace Eegavi.Training.TensorBoard;

/// <summary>Writes each report of a training run as TensorBoard events: <c>tensorboard --logdir FOLDER</c> shows them.</summary>
/// <param name="path">The file; TensorBoard wants <c>tfevents</c> in its name.</param>
/// <param name="resumedAt">Events of later steps are dropped, since a run that goes on writes them again. 0 = the file is made anew.</param>
public sealed class BoardFile(string path, int resumedAt = 0) : IProgress<TrainingProgress>, IDisposable
{
    private readonly FileStream _file = Open(path, resumedAt);

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        TfRecords.Write(_file, BoardEvent.Summary(Now(), value.Step, Scalars(value), value.HeldBack?.Histograms.AsEnumerable() ?? []));
        _file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // A report with what the held-back subjects said repeats the step's own figures.
    private static Dictionary<string, double> Scalars(TrainingProgress value)
    {
        var scalars = new Dictionary<string, double>(StringComparer.Ordinal);
        if (value.HeldBack is { } found) Add(scalars, found);
        else Add(scalars, value);
        return scalars;
    }

    private static void Add(Dictionary<string, double> scalars, TrainingProgress value)
    {
        if (value.Loss is { } loss) scalars["loss/training"] = loss;
        if (value.ShuffledLoss is { } shuffled) scalars["loss/training.shuffled"] = shuffled;
        scalars["learning/rate"] = value.LearningRate;
        foreach (var (name, figure) in value.Terms) scalars[$"terms/{name}"] = figure;
        foreach (var (name, figure) in value.Gradients) scalars[$"gradients/{name}"] = figure;
    }

    private static void Add(Dictionary<string, double> scalars, HeldBackReport found)
    {
        scalars["loss/held-back"] = found.Loss;
        if (found.ShuffledLoss is { } shuffled) scalars["loss/held-back.shuffled"] = shuffled;
        foreach (var (name, figure) in found.Terms) scalars[$"held-back/{name}"] = figure;
        foreach (var (name, figure) in found.Figures()) scalars[name] = figure;
    }

    private static FileStream Open(string path, int resumedAt)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.SetLength(resumedAt > 0 ? TfRecords.Read(file).TakeWhile(record => BoardEvent.StepOf(record.Data) <= resumedAt).Select(record => record.End).LastOrDefault() : 0);
        file.Position = file.Length;
        if (file.Length == 0) TfRecords.Write(file, BoardEvent.Version(Now()));
        return file;
    }

    private static double Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
}
