using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Eegavi.Training.Runs;

/// <summary>Writes each report of a training run as a line of JSON.</summary>
/// <param name="path">The file.</param>
/// <param name="resumedAt">Lines of later steps are dropped, since a run that goes on writes them again. 0 = the file is made anew.</param>
public sealed class MetricsFile(string path, int resumedAt = 0) : IProgress<TrainingProgress>, IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly StreamWriter _file = Open(path, resumedAt);

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
            value.Gradients,
            HeldBack = value.HeldBack is { } found ? new { found.Rows, found.Seen, found.Terms, found.ShuffledLoss, Figures = found.Figures(), Warnings = found.Warnings.Select(w => w.Words) } : null,
        }, Format));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static StreamWriter Open(string path, int resumedAt)
    {
        var kept = File.Exists(path) && resumedAt > 0 ? File.ReadLines(path).TakeWhile(line => StepOf(line) <= resumedAt).ToArray() : [];
        // Whole or not at all: a full disk must not cost the lines that are there.
        WholeFile.Write(path, string.Concat(kept.Select(line => line + Environment.NewLine)));
        return new(path, append: true) { AutoFlush = true };
    }

    // A run that was killed may have left half a line.
    private static int StepOf(string line)
    {
        try
        {
            return JsonNode.Parse(line)?["step"]?.GetValue<int>() ?? int.MaxValue;
        }
        catch (JsonException)
        {
            return int.MaxValue;
        }
    }
}
