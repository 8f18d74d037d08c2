using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Where on the clock of the fused tokens any context was there.</summary>
internal static class ContextCover
{
    // Half a millisecond, below any sampling period in use, so that rounding of float32 decides no borderline case.
    private const double Rounding = 5e-4;

    /// <summary>The fused tokens without those that no context covers; a row that none covers keeps all, so that a missing modality leaves the query.</summary>
    /// <param name="fused">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each.</param>
    public static TokenSequence Of(TokenSequence fused, IEnumerable<TokenSequence> contexts)
    {
        using var scope = NewDisposeScope();
        var covered = contexts.Aggregate(zeros_like(fused.Valid), (union, context) => union.logical_or(By(context, fused)));
        var real = fused.Valid.logical_and(covered);
        var valid = where(real.any(1, keepdim: true), real, fused.Valid).MoveToOuterDisposeScope();
        return new()
        {
            Values = fused.Values,
            Valid = valid,
            Seconds = fused.Seconds,
            Span = fused.Span,
            Item = fused.Item,
            Timeless = fused.Timeless,
        };
    }

    // [B, T] bool: tokens that a real token of the context overlaps in time. What is timeless is there all the time.
    private static Tensor By(TokenSequence context, TokenSequence fused)
    {
        using var scope = NewDisposeScope();
        var apart = (fused.Seconds.unsqueeze(2) - context.Seconds.unsqueeze(1)).abs();              // [B, T, M]
        var overlap = apart.le(fused.Span.unsqueeze(2) + context.Span.unsqueeze(1) + Rounding);
        if (context.Timeless is not null) overlap = overlap.logical_or(context.Timeless.unsqueeze(1));
        if (fused.Timeless is not null) overlap = overlap.logical_or(fused.Timeless.unsqueeze(2));
        return overlap.logical_and(context.Valid.unsqueeze(1)).any(2).MoveToOuterDisposeScope();
    }
}
