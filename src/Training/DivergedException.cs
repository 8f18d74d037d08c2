namespace Eegavi.Training;

/// <summary>A loss or a gradient is no longer finite.</summary>
/// <param name="what">What is not finite.</param>
/// <param name="value">Its value.</param>
/// <param name="step">The step, from 1.</param>
/// <param name="epoch">The epoch, from 1.</param>
/// <param name="rowIds">Rows of the step.</param>
public sealed class DivergedException(string what, double value, int step, int epoch, IReadOnlyList<string> rowIds) : InvalidOperationException(
    $"Expected a finite {what}; got {value} at step {step} of epoch {epoch}: lower training.learningRate, or look for values that are not finite in the data.")
{
    /// <summary>The step, from 1.</summary>
    public int Step { get; } = step;

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>Ids of the rows of that step.</summary>
    public IReadOnlyList<string> RowIds { get; } = rowIds;
}
