using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Which tokens of which rows are real.</summary>
/// <param name="Rows">One text for each row, all of one length: <c>1</c> = real, <c>0</c> = masked.</param>
internal sealed record Mask(IReadOnlyList<string> Rows)
{
    public int Tokens => Rows[0].Length;

    /// <summary>[B, T] bool.</summary>
    public Tensor Real() => tensor(Rows.SelectMany(row => row.Select(c => c == '1')).ToArray()).view(Rows.Count, Tokens);

    /// <summary>[B] bool: rows with any.</summary>
    public Tensor Present() => tensor(Rows.Select(row => row.Contains('1', StringComparison.Ordinal)).ToArray());

    /// <summary>[B, steps] bool: each sign stands for a stretch of steps.</summary>
    public Tensor Stretched(long steps)
    {
        if (Tokens == 0) return zeros([Rows.Count, steps], ScalarType.Bool);
        var place = Enumerable.Range(0, (int)steps).Select(step => step * Tokens / (int)steps);
        return tensor(Rows.SelectMany(row => place.Select(at => row[at] == '1')).ToArray()).view(Rows.Count, steps);
    }

    /// <summary>The same with masked tokens at the end, up to a length.</summary>
    public Mask Until(int tokens) => new([.. Rows.Select(row => row.PadRight(tokens, '0'))]);

    public static Mask Draw(Random random, int rows)
    {
        var tokens = random.Next(8) == 0 ? 0 : random.Next(1, 6);
        return new([.. Enumerable.Range(0, rows).Select(_ => Row(random, tokens))]);
    }

    // Half of the rows are whole, a quarter is absent, a quarter lacks some.
    private static string Row(Random random, int tokens) => random.Next(4) switch
    {
        0 => new('0', tokens),
        1 => new([.. Enumerable.Range(0, tokens).Select(_ => random.Next(2) == 0 ? '0' : '1')]),
        _ => new('1', tokens),
    };

    /// <summary>Simpler masks: one token less, or one row whole.</summary>
    public IEnumerable<Mask> Simpler()
    {
        if (Tokens > 1) yield return new([.. Rows.Select(row => row[..^1])]);
        for (var i = 0; i < Rows.Count; i++)
            if (Rows[i].Contains('0', StringComparison.Ordinal)) yield return new([.. Rows.Select((row, at) => at == i ? new('1', Tokens) : row)]);
    }

    public Mask Without(int row) => new([.. Rows.Where((_, i) => i != row)]);

    public override string ToString() => Tokens == 0 ? "no tokens" : string.Join("|", Rows);
}
