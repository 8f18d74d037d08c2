using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Makes as many tokens of each media item as one wants, whatever it has.</summary>
internal static class ItemTokens
{
    /// <summary>[B, M, N, E] → [B, M·L, D]. Each token has the mean second of its item and the item's span.</summary>
    /// <param name="media">The items. One that is absent in a row is not computed there.</param>
    /// <param name="count">Tokens L of each item.</param>
    /// <param name="width">Their width D.</param>
    /// <param name="unitSeconds">Length of the time units that items were cut into; 0 = items are whole.</param>
    /// <param name="make">Present items [R, N, E] and their mask [R, N] → [R, L, D]. What is hidden is finite and must weigh 0.</param>
    public static TokenSequence Of(MediaTokens media, long count, int width, double unitSeconds, Func<Tensor, Tensor, Tensor> make)
    {
        var clock = ItemClock.Of(media);
        Tensor Each(Tensor perItem) => perItem.unsqueeze(-1).expand(-1, -1, count).flatten(1);
        return new()
        {
            Values = Make(media, clock.Valid, count, width, make),
            Valid = Each(clock.Valid),
            Seconds = Each(clock.Seconds),
            Span = Each(clock.Span),
            Item = unitSeconds > 0 ? Each(TimeUnits.Numbers(clock, unitSeconds)) : Media.Items(media, count).flatten(1),
            Timeless = clock.Timeless is null ? null : Each(clock.Timeless),
        };
    }

    private static Tensor Make(MediaTokens media, Tensor present, long count, int width, Func<Tensor, Tensor, Tensor> make)
    {
        var (rows, items) = (media.Values.shape[0], media.Values.shape[1]);
        var kept = media.Valid.shape[2] > 0 && Masked.All(media.Valid) ? PresentRows.Every(rows * items) : PresentRows.Of(present.flatten());
        if (kept.Count == 0) return zeros([rows, items * count, width], media.Values.dtype, media.Values.device);
        var values = kept.Take(Masked.Weighable(media.Values, media.Valid).flatten(0, 1));
        return kept.Put(make(values, kept.Take(media.Valid.flatten(0, 1)))).view(rows, items * count, width);
    }
}
