using Eegavi.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Runs a trained model over rows: no gradient, nothing dropped out.</summary>
public static class Evaluator
{
    private const int RowsAtOnce = 256;

    /// <summary>Predicts every row that has the label.</summary>
    /// <param name="model">The model; it is left in evaluation mode.</param>
    /// <param name="data">Where rows come from.</param>
    /// <param name="rows">Rows to predict.</param>
    /// <param name="head">The head that predicts.</param>
    /// <param name="label">The label column, of classes, that it is held to.</param>
    /// <param name="hidden">Modalities that the model is not shown; null = none.</param>
    /// <param name="cancellation">Stops after the current batch.</param>
    /// <exception cref="ArgumentException">The model has no such head, the data no such label, or it is not one of classes.</exception>
    public static Predictions Predict(
        FusionModel model, IBatchSource data, IReadOnlyList<int> rows, string head, string label, IReadOnlySet<string>? hidden = null, CancellationToken cancellation = default)
    {
        using var _ = inference_mode();
        model.eval();
        var device = model.Device;
        var (targets, logits, kept) = (new List<int>(), new List<float[]>(), new List<int>());
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = Shown(data.Make(chunk), hidden).To(device);
            var (values, present) = Column(batch, label);
            var predicted = Rows(model.call(batch), head);
            foreach (var i in Enumerable.Range(0, chunk.Length).Where(i => present[i]))
            {
                kept.Add(chunk[i]);
                targets.Add((int)values[i]);
                logits.Add(predicted[i]);
            }
        }
        return new([.. kept.Select(row => data.RowIds[row])], [.. kept.Select(row => data.Subjects[row])], targets, logits);
    }

    private static Batch Shown(Batch batch, IReadOnlySet<string>? hidden) => hidden is not { Count: > 0 } ? batch : batch.With(
        modalities: batch.Modalities.Where(m => !hidden.Contains(m.Key)).ToDictionary(StringComparer.Ordinal));

    private static (long[] Values, bool[] Present) Column(Batch batch, string label)
    {
        if (!batch.Labels.TryGetValue(label, out var column))
            throw new ArgumentException($"Expected data with the label '{label}'; got {string.Join(", ", batch.Labels.Keys.Order(StringComparer.Ordinal))}.");
        if (column.Values.dtype != ScalarType.Int64)
            throw new ArgumentException($"Expected '{label}' to be a label of classes (int64); got {column.Values.dtype}.");
        return (column.Values.cpu().data<long>().ToArray(), column.Present.cpu().data<bool>().ToArray());
    }

    private static float[][] Rows(FusionOutput output, string head)
    {
        if (!output.Predictions.TryGetValue(head, out var predicted))
            throw new ArgumentException($"Expected a model with the head '{head}'; got {string.Join(", ", output.Predictions.Keys.Order(StringComparer.Ordinal))}.");
        var classes = (int)predicted.shape[1];
        if (!predicted.isfinite().all().ToBoolean())
            throw new InvalidOperationException($"Expected finite predictions of the head '{head}'; got some that are not: lower training.learningRate, or look for values that are not finite in the data.");
        return [.. predicted.to(ScalarType.Float32, CPU).contiguous().data<float>().ToArray().Chunk(classes)];
    }
}
