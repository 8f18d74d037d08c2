using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Compares what came out twice: real tokens, row by row, in their order. Where they stand among masked ones does not count.</summary>
internal static class Difference
{
    public const double Usual = 1e-4;

    /// <summary>A sentence of the first difference; null where there is none.</summary>
    /// <param name="expected">What came out first.</param>
    /// <param name="got">What came out then.</param>
    /// <param name="tolerance">Of the largest value.</param>
    /// <param name="moreAllowed">Whether there may be further tokens at the end: of steps for which a shorter window had no room.</param>
    public static string? Find(IReadOnlyList<Strand> expected, IReadOnlyList<Strand> got, double tolerance = Usual, bool moreAllowed = false)
    {
        if (expected.Count != got.Count) return $"{got.Count} results in place of {expected.Count}";
        return expected.Zip(got).Select(pair => Find(pair.First, pair.Second, tolerance, moreAllowed)).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>A sentence of the first gradient that differs, or that is there once only; null where there is none.</summary>
    public static string? Find(IReadOnlyList<(string Name, Tensor? Gradient)> expected, IReadOnlyList<(string Name, Tensor? Gradient)> got, double tolerance = Usual) =>
        expected.Zip(got).Select(pair => (pair.First.Gradient, pair.Second.Gradient) switch
        {
            (null, null) => null,
            ({ } one, { } other) => Find($"the gradient of '{pair.First.Name}'", one, other, tolerance),
            _ => $"the gradient of '{pair.First.Name}' is there once and once not",
        }).FirstOrDefault(problem => problem is not null);

    /// <summary>A sentence of how far two tensors of one shape are apart; null where they are close.</summary>
    public static string? Find(string name, Tensor expected, Tensor got, double tolerance = Usual)
    {
        using var scope = NewDisposeScope();
        if (!expected.shape.SequenceEqual(got.shape)) return $"{name} is [{string.Join(", ", got.shape)}] in place of [{string.Join(", ", expected.shape)}]";
        if (expected.numel() == 0) return null;
        var (e, g) = (expected.detach().to_type(ScalarType.Float64).flatten(), got.detach().to(expected.device).to_type(ScalarType.Float64).flatten());
        var apart = (e - g).abs().nan_to_num(double.PositiveInfinity);
        apart = where(e.eq(g).logical_or(e.isnan().logical_and(g.isnan())), zeros_like(apart), apart);
        var at = apart.argmax().ToInt64();
        var largest = e.nan_to_num(0, 0, 0).abs().max().ToDouble();
        return apart[at].ToDouble() <= tolerance * Math.Max(1, largest) ? null : $"{name} has {Show(g[at])} in place of {Show(e[at])}";
    }

    /// <summary>The real tokens of a row: [n, …]; the whole row where there is no mask.</summary>
    public static Tensor Real(Strand strand, Tensor tensor, long row)
    {
        if (strand.Real is null || strand.Real.ndim == 0) return tensor[row];
        var real = strand.Real[row];
        if (real.ndim == 0) return real.ToBoolean() ? tensor[row].unsqueeze(0) : tensor.narrow(0, 0, 0);
        return tensor[row].flatten(0, real.ndim - 1).index_select(0, real.flatten().nonzero().squeeze(1));
    }

    private static string? Find(Strand expected, Strand got, double tolerance, bool moreAllowed)
    {
        if (expected.Values.ndim == 0) return Find(expected.Name, expected.Values, got.Values, tolerance);
        if (expected.Values.shape[0] != got.Values.shape[0]) return $"'{got.Name}' has {got.Values.shape[0]} rows in place of {expected.Values.shape[0]}";
        var pairs = Compared(expected).Zip(Compared(got)).ToList();
        for (var row = 0; row < expected.Values.shape[0]; row++)
        {
            foreach (var (one, other) in pairs)
            {
                var (e, g) = (Real(expected, one.Tensor, row), Real(got, other.Tensor, row));
                if (moreAllowed && g.shape[0] > e.shape[0]) g = g.narrow(0, 0, e.shape[0]);
                if (Find($"row {row} of '{one.Name}'", e, g, tolerance) is { } problem) return problem;
            }
        }
        return null;
    }

    // A token without a place in time may have any.
    private static IEnumerable<(string Name, Tensor Tensor)> Compared(Strand strand)
    {
        yield return (strand.Name, strand.Values);
        if (strand.Real is null) yield break;
        var timeless = strand.Timeless ?? zeros_like(strand.Real);
        yield return ($"{strand.Name}.timeless", timeless);
        if (strand.Seconds is { } seconds) yield return ($"{strand.Name}.seconds", seconds.masked_fill(timeless, 0));
        if (strand.Span is { } span) yield return ($"{strand.Name}.span", span.masked_fill(timeless, 0));
        if (strand.Item is { } item) yield return ($"{strand.Name}.item", item);
    }

    private static string Show(Tensor value) => value.ToDouble().ToString("G4", CultureInfo.InvariantCulture);
}
