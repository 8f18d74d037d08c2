using System.Diagnostics;
using Eegavi.MachineLearning;
using Eegavi.Models;
using Microsoft.ML;
using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks.Transforms;

/// <summary>Measures an ML.NET pass over a fitted model's embedding against calling the model on batches that are tensors already, in turn.</summary>
/// <param name="rounds">Turns of both.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class TransformComparison(int rounds, TextWriter output)
{
    /// <summary>Measures and prints.</summary>
    public void Run()
    {
        output.WriteLine("| model and rows | batch | called directly, rows/s | Transform, rows/s | Transform / direct (quartiles) | the same by processor time |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var one in TransformCase.All) Measure(one);
    }

    private void Measure(TransformCase one)
    {
        using var fitted = Fitted(one);
        var ml = new MLContext(1);
        var random = new Random(1);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
        Row[] rows = [.. Enumerable.Range(0, one.Rows).Select(_ => new Row { Eeg = Numbers(one.Eeg), Audio = Numbers(one.Audio) })];
        var view = fitted.Transform(ml.Data.LoadFromEnumerable(rows));
        var batches = Batches(fitted.Model, one, rows);
        var (direct, transform) = (new List<(double Wall, double Processor)>(), new List<(double Wall, double Processor)>());
        Direct(fitted.Model, batches);
        Pass(view);
        for (var i = 0; i < rounds; i++)
        {
            direct.Add(Seconds(() => Direct(fitted.Model, batches)));
            transform.Add(Seconds(() => Pass(view)));
        }
        foreach (var batch in batches) batch.Dispose();
        double Rate(List<(double Wall, double Processor)> turns) => one.Rows / turns.Select(turn => turn.Wall).Order().ElementAt(rounds / 2);
        // Others on the machine lengthen a turn; they do not add to its processor time.
        var both = direct.Zip(transform).ToList();
        output.WriteLine($"| {one.Name} | {one.BatchSize} | {Rate(direct):0} | {Rate(transform):0} | {Comparison.Quartiles(both.Select(t => t.First.Wall / t.Second.Wall))} | {Comparison.Quartiles(both.Select(t => t.First.Processor / t.Second.Processor))} |");
    }

    private static FusionTransformer Fitted(TransformCase one)
    {
        manual_seed(1);
        var weights = Path.GetTempFileName();
        try
        {
            using (var model = new ModelBuilder(StandardParts.Instance).Build(one.Model)) ModuleWeights.Save(model, weights);
            var empty = new MLContext().Data.LoadFromEnumerable(Array.Empty<Row>());
            return new FusionEstimator(new() { Model = one.Model, Weights = weights, BatchSize = one.BatchSize }).Fit(empty);
        }
        finally
        {
            File.Delete(weights);
        }
    }

    private static List<Batch> Batches(FusionModel model, TransformCase one, Row[] rows) => [.. rows.Chunk(one.BatchSize).Select(chunk => new Batch
    {
        Modalities = new Dictionary<string, ModalityWindow> { ["eeg"] = Window(model, "eeg", [.. chunk.Select(r => r.Eeg)]), ["audio"] = Window(model, "audio", [.. chunk.Select(r => r.Audio)]) },
        Labels = new Dictionary<string, LabelColumn>(),
        RowIds = [.. chunk.Select((_, i) => $"{i}")],
        Subjects = [.. chunk.Select((_, i) => $"{i}")],
    })];

    private static ModalityWindow Window(FusionModel model, string modality, float[][] rows)
    {
        var wanted = model.Windows(new())[modality]!;
        var others = wanted.Sizes.Where((_, axis) => axis != wanted.StepAxis).Aggregate(1L, (product, size) => product * size);
        var steps = rows[0].Length / others;
        long[] shape = [rows.Length, .. wanted.Sizes];
        shape[wanted.StepAxis + 1] = steps;
        return new()
        {
            Values = tensor(rows.SelectMany(row => row).ToArray(), shape),
            Valid = ones([rows.Length, steps], ScalarType.Bool),
            Seconds = ((arange(steps, ScalarType.Float32) + 0.5) * wanted.StepSeconds).expand(rows.Length, steps).contiguous(),
        };
    }

    private static void Direct(FusionModel model, IEnumerable<Batch> batches)
    {
        using var _ = inference_mode();
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            model.call(batch).Embedding.data<float>().ToArray();
        }
    }

    private static void Pass(IDataView view)
    {
        using var cursor = view.GetRowCursor([view.Schema["Embedding"]]);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Embedding"]);
        VBuffer<float> embedding = default;
        while (cursor.MoveNext()) getter(ref embedding);
    }

    private static (double Wall, double Processor) Seconds(Action action)
    {
        var (watch, used) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        action();
        return (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }

    private sealed class Row
    {
        [ColumnName("eeg")] public float[] Eeg { get; set; } = [];

        [ColumnName("audio")] public float[] Audio { get; set; } = [];
    }
}
