using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>Random tokens on a clock of 32 s, of which the last eighth is not real, as in padded rows.</summary>
internal static class BlockInputs
{
    private const double WindowSeconds = 32;

    /// <summary>[B, T, D] with gradients.</summary>
    public static TokenSequence Sequence(long rows, long tokens, long width)
    {
        var (seconds, span) = Clock(rows, tokens);
        return new()
        {
            Values = randn(rows, tokens, width, requires_grad: true),
            Valid = Padded(rows, tokens),
            Seconds = seconds,
            Span = span,
            Item = zeros([rows, tokens], ScalarType.Int64),
        };
    }

    /// <summary>[B, M, N, E], without gradients where the encoder is frozen.</summary>
    public static MediaTokens Media(long rows, long items, long tokens, long width, bool frozen)
    {
        var (seconds, span) = Clock(rows, items * tokens);
        return new()
        {
            Values = randn([rows, items, tokens, width], requires_grad: !frozen),
            Valid = Padded(rows * items, tokens).view(rows, items, tokens),
            Seconds = seconds.view(rows, items, tokens),
            Span = span.view(rows, items, tokens),
        };
    }

    private static (Tensor Seconds, Tensor Span) Clock(long rows, long tokens)
    {
        var length = WindowSeconds / tokens;
        var seconds = ((arange(tokens, ScalarType.Float32) + 0.5) * length).expand(rows, tokens).contiguous();
        return (seconds, full_like(seconds, length / 2));
    }

    // The first row is whole.
    private static Tensor Padded(long rows, long tokens)
    {
        var (row, token) = (arange(rows).unsqueeze(1), arange(tokens));
        return row.eq(0).logical_or(token.lt(tokens - (tokens / 8)));
    }
}
