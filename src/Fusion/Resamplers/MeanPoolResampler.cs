using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Makes one token of each media item, the mean of its real tokens, and keeps class tokens beside it.</summary>
[Part("mean-pool")]
public sealed class MeanPoolResampler : Module<MediaTokens, TokenSequence>, IResampler
{
    /// <summary>Makes a resampler.</summary>
    public MeanPoolResampler(PartSizes sizes) : base("mean-pool") => OutputWidth = sizes.InputWidth;

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>[B, M, N, E] → [B, M·(1 + K), E]: the mean, then the K places that hold class tokens. Only class tokens: no mean.</summary>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media);
        using var scope = NewDisposeScope();
        return Join([.. Pooled(media)]).MoveToOuterDisposeScope();
    }

    private static IEnumerable<TokenSequence> Pooled(MediaTokens media)
    {
        var kept = media.Timeless?.any(0).any(0);                                                   // [N]
        if (kept is null || !kept.all().item<bool>()) yield return Means(media);
        if (kept is not null && kept.any().item<bool>()) yield return Kept(media, kept.nonzero().squeeze(1));
    }

    // Sequences of [B, M, n, …], joined along n in Join.
    private static TokenSequence Means(MediaTokens media)
    {
        var clock = ItemClock.Of(media);
        var timed = media.Timeless is null ? media.Valid : media.Valid.logical_and(media.Timeless.logical_not());
        return new()
        {
            Values = Masked.Mean(media.Values, timed).unsqueeze(2),
            Valid = timed.any(-1).unsqueeze(2),
            Seconds = clock.Seconds.unsqueeze(2),
            Span = clock.Span.unsqueeze(2),
            Item = Media.Items(media, 1),
            Timeless = media.Timeless is null ? null : zeros_like(clock.Valid).unsqueeze(2),
        };
    }

    private static TokenSequence Kept(MediaTokens media, Tensor places)
    {
        var timeless = media.Timeless!.index_select(2, places);
        return new()
        {
            Values = media.Values.index_select(2, places),
            Valid = media.Valid.index_select(2, places).logical_and(timeless),
            Seconds = media.Seconds.index_select(2, places),
            Span = media.Span.index_select(2, places),
            Item = Media.Items(media, places.shape[0]),
            Timeless = timeless,
        };
    }

    private static TokenSequence Join(IReadOnlyList<TokenSequence> parts)
    {
        Tensor Flat(Func<TokenSequence, Tensor> of) => cat([.. parts.Select(of)], 2).flatten(1, 2);
        return new()
        {
            Values = Flat(part => part.Values),
            Valid = Flat(part => part.Valid),
            Seconds = Flat(part => part.Seconds),
            Span = Flat(part => part.Span),
            Item = Flat(part => part.Item),
            Timeless = parts[0].Timeless is null ? null : Flat(part => part.Timeless!),
        };
    }
}
