using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Labels of a supervised loss, checked.</summary>
internal static class Labels
{
    /// <summary>The one column of classes.</summary>
    /// <exception cref="ArgumentException">There is none, or it does not hold classes.</exception>
    public static LabelColumn Classes(LossInputs inputs, string loss)
    {
        if (inputs.Target is not { } target) throw new ArgumentException($"Expected predictions and a label for {loss}; got none: set 'head', and 'label' where the column has another name.");
        return target.Values.dtype == ScalarType.Int64 ? target
            : throw new ArgumentException($"Expected class indices (int64) as the label of {loss}; got {target.Values.dtype}.");
    }

    /// <summary>Refuses a class that a head has no output for. On a device the check would wait for it.</summary>
    /// <param name="classes">[N] class indices.</param>
    /// <param name="outputs">Outputs K of the head.</param>
    /// <exception cref="ArgumentException">A class is not in 0…K−1.</exception>
    public static void Fit(Tensor classes, long outputs)
    {
        if (classes.device_type != DeviceType.CPU) return;
        var (low, high) = (classes.min().ToInt64(), classes.max().ToInt64());
        if (low < 0 || high >= outputs)
            throw new ArgumentException($"Expected classes 0 to {outputs - 1} in the label, for the {outputs} outputs of its head; got class {(low < 0 ? low : high)}: set 'outputs' of the head to the number of classes.");
    }

    /// <summary>Predictions with one label column for each of their outputs.</summary>
    /// <returns>Predictions [B, K], labels [B, K] of the same type, and [B, K] bool: which exist.</returns>
    /// <exception cref="ArgumentException">There is no head, or another number of columns.</exception>
    public static (Tensor Predictions, Tensor Values, Tensor Present) Columns(LossInputs inputs, string loss)
    {
        if (inputs.Predictions is not { } predictions) throw new ArgumentException($"Expected predictions and labels for {loss}; got none: set 'head', and 'label' or 'labels' where columns have other names.");
        if (inputs.Targets.Count == 0 || inputs.Targets.Count != predictions.shape[^1])
            throw new ArgumentException($"Expected {predictions.shape[^1]} label columns for {loss}, one for each output of the head; got {inputs.Targets.Count}: set 'labels'.");
        foreach (var target in inputs.Targets) Axes.Match((predictions, "B K"), (target.Values, "B"), (target.Present, "B"));
        var values = stack(inputs.Targets.Select(t => t.Values.to_type(predictions.dtype)), 1);
        return (predictions, values, stack(inputs.Targets.Select(t => t.Present), 1));
    }
}
