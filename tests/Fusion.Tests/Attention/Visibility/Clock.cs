using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Sequences of one row whose times, spans, items and timelessness are what a test is about.</summary>
internal static class Clock
{
    public static TokenSequence At(params double[] seconds) => new()
    {
        Values = zeros(1, seconds.Length, 4),
        Valid = ones([1, seconds.Length], ScalarType.Bool),
        Seconds = tensor(seconds, ScalarType.Float32).unsqueeze(0),
        Span = zeros([1, seconds.Length], ScalarType.Float32),
        Item = arange(seconds.Length, ScalarType.Int64).unsqueeze(0),
    };

    public static TokenSequence Spanning(this TokenSequence tokens, params double[] spans) => new()
    {
        Values = tokens.Values,
        Valid = tokens.Valid,
        Seconds = tokens.Seconds,
        Span = tensor(spans, ScalarType.Float32).unsqueeze(0),
        Item = tokens.Item,
        Timeless = tokens.Timeless,
    };

    public static TokenSequence Of(this TokenSequence tokens, params long[] items) => tokens.WithItems(tensor(items).unsqueeze(0));

    /// <summary>What each query of the only row sees, as a pattern of 0 and 1 per query; all of it where the rule hides nothing.</summary>
    public static string[] Sees(this IVisibility rule, TokenSequence query, TokenSequence key)
    {
        var visible = rule.call(query, key).Visible ?? ones([1, query.Valid.shape[1], key.Valid.shape[1]], ScalarType.Bool);
        return [.. visible[0].unbind(0).Select(row => string.Concat(row.unbind(0).Select(seen => seen.ToBoolean() ? '1' : '0')))];
    }
}
