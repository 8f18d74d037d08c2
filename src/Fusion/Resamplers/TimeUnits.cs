using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Cuts media items into time units, so that what is made of a unit has a time of its own.</summary>
internal static class TimeUnits
{
    // A mean of float32 may fall below all that it is the mean of.
    private const double Rounding = 5e-4;

    /// <summary>[B, M, N, E] → [B, M·U, N', E]: each token moves to the unit that its centre falls into. A timeless token moves to its item's first unit.</summary>
    /// <param name="media">The items.</param>
    /// <param name="unitSeconds">Length of a unit. Units begin at whole multiples of it on the shared clock.</param>
    public static MediaTokens Cut(MediaTokens media, double unitSeconds)
    {
        if (media.Valid.numel() == 0) return media;
        var (rows, items) = (media.Values.shape[0], media.Values.shape[1]);
        var unit = UnitOf(media, unitSeconds);                                                      // [B, M, N]
        var units = unit.max().ToInt64() + 1;
        var member = nn.functional.one_hot(unit, units) * media.Valid.unsqueeze(-1).to_type(ScalarType.Int64);   // [B, M, N, U]
        var place = (member.cumsum(2) - 1).gather(3, unit.unsqueeze(-1)).squeeze(-1);               // place of the token inside its unit
        var capacity = Math.Max(1, member.sum(2).max().ToInt64());
        var source = Sources(media.Valid, unit * capacity + place, units * capacity);               // [B, M, U·N']

        Tensor Move(Tensor x) => x.gather(2, source.clamp_min(0)).view(rows, items * units, capacity);
        return new()
        {
            Values = Rows(media.Values, source).view(rows, items * units, capacity, -1),
            Valid = source.ge(0).view(rows, items * units, capacity),
            Seconds = Move(media.Seconds),
            Span = Move(media.Span),
            Timeless = media.Timeless is null ? null : Move(media.Timeless),
        };
    }

    /// <summary>[B, M] int64: the number of each unit on the shared clock, the same whatever other rows have; 0 without a place in time.</summary>
    /// <param name="clock">Of the units.</param>
    /// <param name="unitSeconds">Length of a unit.</param>
    public static Tensor Numbers(ItemClock clock, double unitSeconds) =>
        ((clock.Seconds + Rounding) / unitSeconds).floor().clamp_min(0).to_type(ScalarType.Int64);

    // int64, 0 for the earliest unit of the batch that has a real token.
    private static Tensor UnitOf(MediaTokens media, double unitSeconds)
    {
        var timed = media.Timeless is null ? media.Valid : media.Valid.logical_and(media.Timeless.logical_not());
        var unit = (media.Seconds / unitSeconds).floor().nan_to_num().to_type(ScalarType.Int64);
        if (!timed.any().ToBoolean()) return zeros_like(unit);
        var known = unit.masked_fill(timed.logical_not(), long.MaxValue);
        var (first, own) = (known.min(), known.amin([2], keepdim: true));                          // of the batch; of each item, [B, M, 1]
        var place = where(own.eq(long.MaxValue), first, own);
        return where(timed, unit, place) - first;
    }

    // For each place of each unit the token that comes there, −1 where none does.
    private static Tensor Sources(Tensor valid, Tensor target, long places)
    {
        var shape = valid.shape;
        var empty = full([shape[0], shape[1], places + 1], -1, ScalarType.Int64, valid.device);
        var token = arange(shape[2], ScalarType.Int64, valid.device).expand(shape);
        // What is not real goes to one place too many, which is cut off.
        return empty.scatter(2, target.masked_fill(valid.logical_not(), places), token).narrow(2, 0, places);
    }

    private static Tensor Rows(Tensor values, Tensor source)
    {
        var index = source.clamp_min(0).unsqueeze(-1).expand(-1, -1, -1, values.shape[3]);
        return values.gather(2, index);
    }
}
