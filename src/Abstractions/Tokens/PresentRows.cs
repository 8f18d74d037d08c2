using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Which rows of a batch have anything real, so that a part computes those and no others.</summary>
public sealed class PresentRows
{
    private readonly long _rows;
    private readonly Tensor? _index;

    private PresentRows(long rows, Tensor? index)
    {
        _rows = rows;
        Count = index?.shape[0] ?? rows;
        _index = Count == rows ? null : index;
    }

    /// <summary>Rows R that have anything.</summary>
    public long Count { get; }

    /// <summary>Finds the rows.</summary>
    /// <param name="present">[B] bool, true = the row has something.</param>
    public static PresentRows Of(Tensor present)
    {
        Axes.Match((present, "B"));
        return new(present.shape[0], Masked.All(present) ? null : present.nonzero().squeeze(1));
    }

    /// <summary>All of so many rows.</summary>
    public static PresentRows Every(long rows) => new(rows, null);

    /// <summary>The rows in which every sequence has a token: mostly all, which a look at their masks tells.</summary>
    /// <param name="sequences">[B, T_i, …] each.</param>
    public static PresentRows Of(params ReadOnlySpan<TokenSequence> sequences)
    {
        var (rows, isWhole) = (sequences[0].Valid.shape[0], true);
        foreach (var sequence in sequences) isWhole = isWhole && sequence.Valid.shape[1] > 0 && Masked.All(sequence.Valid);
        if (isWhole) return Every(rows);
        var present = sequences[0].Present();
        foreach (var sequence in sequences[1..]) present = present.logical_and(sequence.Present());
        return Of(present);
    }

    /// <summary>[B, …] → [R, …]; the same tensor where every row is present.</summary>
    public Tensor Take(Tensor values) => _index is null ? values : values.index_select(0, _index);

    /// <summary>The tokens of the rows that are present.</summary>
    public TokenSequence Take(TokenSequence tokens) => _index is null ? tokens : new()
    {
        Values = Take(tokens.Values),
        Valid = Take(tokens.Valid),
        Seconds = Take(tokens.Seconds),
        Span = Take(tokens.Span),
        Item = Take(tokens.Item),
        Timeless = tokens.Timeless is null ? null : Take(tokens.Timeless),
        Modality = tokens.Modality is null ? null : Take(tokens.Modality),
    };

    /// <summary>[R, …] → [B, …] with 0 (false) in every other row.</summary>
    public Tensor Put(Tensor values) =>
        _index is null ? values : zeros([_rows, .. values.shape[1..]], values.dtype, values.device).index_copy(0, _index, values);

    /// <summary>[B, …] with [R, …] in place of the rows that are present.</summary>
    public Tensor PutInto(Tensor all, Tensor values) => _index is null ? values : all.index_copy(0, _index, values.to_type(all.dtype));

    /// <summary>[B, …] plus [R, …] in the rows that are present.</summary>
    public Tensor AddTo(Tensor all, Tensor values) => _index is null ? all + values : all.index_add(0, _index, values.to_type(all.dtype), 1);
}
