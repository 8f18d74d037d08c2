using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Random token sequences, one second apart.</summary>
internal static class Tokens
{
    public static TokenSequence Random(long rows, long tokens, long width, ScalarType type = ScalarType.Float32) => new()
    {
        Values = randn([rows, tokens, width], type),
        Valid = ones([rows, tokens], ScalarType.Bool),
        Seconds = (arange(tokens, ScalarType.Float32) + 0.5).expand(rows, tokens).clone(),
        Span = zeros([rows, tokens], ScalarType.Float32),
        Item = zeros([rows, tokens], ScalarType.Int64),
    };

    /// <summary>The same tokens without those that a pattern of 0 and 1 per row leaves out: <c>"110", "111"</c>.</summary>
    public static TokenSequence Masked(this TokenSequence tokens, params string[] rows) =>
        tokens.Valid(tensor(rows.SelectMany(row => row.Select(c => c == '1')).ToArray()).view(tokens.Valid.shape));

    public static TokenSequence Valid(this TokenSequence tokens, Tensor valid) => new()
    {
        Values = tokens.Values,
        Valid = valid,
        Seconds = tokens.Seconds,
        Span = tokens.Span,
        Item = tokens.Item,
        Timeless = tokens.Timeless,
    };

    /// <summary>The same tokens at other times, or of other items.</summary>
    public static TokenSequence At(this TokenSequence tokens, Tensor? seconds = null, Tensor? span = null, Tensor? item = null) => new()
    {
        Values = tokens.Values,
        Valid = tokens.Valid,
        Seconds = seconds ?? tokens.Seconds,
        Span = span ?? tokens.Span,
        Item = item ?? tokens.Item,
        Timeless = tokens.Timeless,
    };

    /// <summary>The same tokens, timeless where a pattern of 0 and 1 per row says so.</summary>
    public static TokenSequence TimelessAt(this TokenSequence tokens, params string[] rows) => new()
    {
        Values = tokens.Values,
        Valid = tokens.Valid,
        Seconds = tokens.Seconds,
        Span = tokens.Span,
        Item = tokens.Item,
        Timeless = tensor(rows.SelectMany(row => row.Select(c => c == '1')).ToArray()).view(tokens.Valid.shape),
    };

    /// <summary>The same tokens with something else, NaN at worst, wherever they are not real.</summary>
    public static TokenSequence Polluted(this TokenSequence tokens, double with)
    {
        var hidden = tokens.Valid.logical_not();
        return new()
        {
            Values = tokens.Values.detach().masked_fill(hidden.unsqueeze(-1), with).requires_grad_(tokens.Values.requires_grad),
            Valid = tokens.Valid,
            Seconds = tokens.Seconds.masked_fill(hidden, with),
            Span = tokens.Span.masked_fill(hidden, with),
            Item = tokens.Item,
            Timeless = tokens.Timeless,
        };
    }

    public static TokenSequence Rows(this TokenSequence tokens, params long[] rows)
    {
        var index = tensor(rows);
        return new()
        {
            Values = tokens.Values.index_select(0, index),
            Valid = tokens.Valid.index_select(0, index),
            Seconds = tokens.Seconds.index_select(0, index),
            Span = tokens.Span.index_select(0, index),
            Item = tokens.Item.index_select(0, index),
            Timeless = tokens.Timeless?.index_select(0, index),
        };
    }

    public static MediaTokens Media(long rows, long items, long tokens, long width) => new()
    {
        Values = randn(rows, items, tokens, width),
        Valid = ones([rows, items, tokens], ScalarType.Bool),
        Seconds = (arange(items * tokens, ScalarType.Float32) + 0.5).view(1, items, tokens).repeat(rows, 1, 1),
        Span = full([rows, items, tokens], 0.5, ScalarType.Float32),
    };

    public static MediaTokens With(this MediaTokens media, Tensor? values = null, Tensor? valid = null, Tensor? seconds = null, Tensor? timeless = null) => new()
    {
        Values = values ?? media.Values,
        Valid = valid ?? media.Valid,
        Seconds = seconds ?? media.Seconds,
        Span = media.Span,
        Timeless = timeless ?? media.Timeless,
    };
}
