using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Which (row, column) pairs match and which are left out.</summary>
/// <param name="Positive">[R, C] bool, true = the pair matches.</param>
/// <param name="Ignored">[R, C] bool, true = the pair is left out; null = none is.</param>
internal readonly record struct PairTable(Tensor Positive, Tensor? Ignored)
{
    /// <summary>Builds the table of some rows of the first end against some of another.</summary>
    /// <param name="rows">[R] int64: rows of the batch at the first end.</param>
    /// <param name="columns">[C] int64: rows of the batch at the other end.</param>
    /// <param name="shared">[B, B] bool: rows that saw the same, as <see cref="StimulusOverlap.Of"/> gives it.</param>
    /// <param name="mode">What such rows are to each other.</param>
    public static PairTable Of(Tensor rows, Tensor columns, Tensor? shared, SharedStimulus mode)
    {
        var own = rows.unsqueeze(1).eq(columns);
        if (shared is null) return new(own, null);
        var same = shared.index_select(0, rows).index_select(1, columns);
        return mode == SharedStimulus.Positive ? new(own.logical_or(same), null) : new(own, same);
    }

    /// <summary>The logits, −∞ where a pair is left out.</summary>
    public Tensor Hide(Tensor logits) => Ignored is null ? logits : logits.masked_fill(Ignored, double.NegativeInfinity);

    /// <summary>The same table from the columns' side.</summary>
    public PairTable Turned() => new(Positive.t(), Ignored?.t());
}
