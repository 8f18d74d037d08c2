using Eegavi.Training.Monitoring;
using Google.Protobuf;
using Tensorboard;

namespace Eegavi.Training.TensorBoard;

/// <summary>Writes each report of a training run as TensorBoard events: <c>tensorboard --logdir FOLDER</c> shows them.</summary>
/// <remarks>TorchSharp's <c>SummaryWriter</c> begins a new file each time, so that a resumed run's repeated steps would stand twice; its messages are used, its file is not.</remarks>
/// <param name="path">The file; TensorBoard wants <c>tfevents</c> in its name.</param>
/// <param name="resumedAt">Events of later steps are dropped, since a run that goes on writes them again. 0 = the file is made anew.</param>
public sealed class BoardFile(string path, int resumedAt = 0) : IProgress<TrainingProgress>, IDisposable
{
    private readonly FileStream _file = Open(path, resumedAt);

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        var summary = new Summary();
        foreach (var (tag, figure) in Scalars(value)) summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)figure });
        if (value.HeldBack is { } found)
            foreach (var (tag, histogram) in found.Histograms) summary.Value.Add(new Summary.Types.Value { Tag = tag, Histo = Proto(histogram) });
        Write(_file, new() { Step = value.Step, Summary = summary });
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

    private static HistogramProto Proto(Histogram histogram) => new()
    {
        Min = histogram.Minimum,
        Max = histogram.Maximum,
        Num = histogram.Count,
        Sum = histogram.Sum,
        SumSquares = histogram.SumOfSquares,
        BucketLimit = { histogram.Limits },
        Bucket = { histogram.Counts.Select(count => (double)count) },
    };

    private static FileStream Open(string path, int resumedAt)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.SetLength(resumedAt > 0 ? TfRecords.Read(file).TakeWhile(record => Event.Parser.ParseFrom(record.Data).Step <= resumedAt).Select(record => record.End).LastOrDefault() : 0);
        file.Position = file.Length;
        if (file.Length == 0) Write(file, new() { FileVersion = "brain.Event:2" });
        return file;
    }

    // Flushed each time, so that a process that is killed leaves what it reported.
    private static void Write(FileStream file, Event made)
    {
        made.WallTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        TfRecords.Write(file, made.ToByteArray());
        file.Flush();
    }
}
