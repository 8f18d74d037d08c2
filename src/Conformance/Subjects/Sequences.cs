using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Sequences of tokens as strands, and back.</summary>
internal static class Sequences
{
    /// <summary>Random tokens half a second apart. The first token of some has no place in time; items have two tokens each.</summary>
    public static Strand Random(string name, Mask mask, long width, int seed)
    {
        var (rows, tokens) = (mask.Rows.Count, mask.Tokens);
        var number = arange(tokens, ScalarType.Int64).expand(rows, tokens);
        return new(name, randn(rows, tokens, width))
        {
            Real = mask.Real(),
            Seconds = (number.to_type(ScalarType.Float32) / 2) + (0.3 + (0.1 * (seed % 4))),
            Span = full([rows, tokens], 0.25, ScalarType.Float32),
            Item = number.div(2, RoundingMode.floor).to_type(ScalarType.Int64),
            Timeless = seed % 3 == 0 ? number.eq(0) : null,
        };
    }

    /// <summary>The same as tokens that ask: they name the item 0, or none.</summary>
    public static Strand Asking(this Strand strand) => strand with { Item = strand.Item!.remainder(2) - 1 };

    public static TokenSequence Tokens(this Strand strand) => new()
    {
        Values = strand.Values,
        Valid = strand.Real!,
        Seconds = strand.Seconds!,
        Span = strand.Span!,
        Item = strand.Item!,
        Timeless = strand.Timeless,
        Modality = strand.Modality,
    };

    public static Strand Strand(string name, TokenSequence tokens) => new(name, tokens.Values)
    {
        Real = tokens.Valid,
        Seconds = tokens.Seconds,
        Span = tokens.Span,
        Item = tokens.Item,
        Timeless = tokens.Timeless,
        Modality = tokens.Modality,
    };

    /// <summary>What the contract says of a sequence that came out; null where it holds.</summary>
    public static string? Wrong(Strand got, long rows, long width, ScalarType type)
    {
        if (got.Values.ndim != 3 || got.Values.shape[0] != rows || got.Values.shape[2] != width)
            return $"its values are [{string.Join(", ", got.Values.shape)}] in place of [B={rows}, T, {width}]";
        if (got.Values.dtype != type) return $"its values are of type {got.Values.dtype}, what went in is {type}";
        return Clock(got, got.Values.shape[..2]);
    }

    /// <summary>What the contract says of masks and times; null where it holds.</summary>
    public static string? Clock(Strand got, long[] shape)
    {
        (string Name, Tensor? Tensor, ScalarType Type)[] expected =
        [
            ("valid", got.Real, ScalarType.Bool), ("seconds", got.Seconds, ScalarType.Float32), ("span", got.Span, ScalarType.Float32),
            ("item", got.Item, ScalarType.Int64), ("timeless", got.Timeless, ScalarType.Bool),
        ];
        foreach (var (name, tensor, type) in expected.Where(one => one.Tensor is not null))
        {
            if (!tensor!.shape.SequenceEqual(shape)) return $"its {name} are [{string.Join(", ", tensor.shape)}] in place of [{string.Join(", ", shape)}]";
            if (tensor.dtype != type) return $"its {name} are of type {tensor.dtype} in place of {type}";
            if (tensor.is_floating_point() && !tensor.isfinite().logical_or(got.Real!.logical_not()).all().ToBoolean()) return $"its {name} are not finite at a real token";
        }
        return null;
    }
}
