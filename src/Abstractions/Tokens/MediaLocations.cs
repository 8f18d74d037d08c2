using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Which media item each query belongs to, from Flamingo's markers: true where a new item begins.</summary>
/// <remarks>Alayrac et al. 2022, Flamingo, arXiv:2204.14198. A marker belongs to its own item already. Flamingo's <c>text_time</c> is this plus one.</remarks>
public static class MediaLocations
{
    /// <summary>The item of each query, for <see cref="TokenSequence.WithItems"/>.</summary>
    /// <param name="markers">[B, T] bool.</param>
    /// <returns>[B, T] int64; −1 before the first marker.</returns>
    public static Tensor Items(Tensor markers)
    {
        Axes.Match((markers, "B T"));
        using var scope = NewDisposeScope();
        return (markers.cumsum(1) - 1).MoveToOuterDisposeScope();
    }

    /// <summary>The item of each new query when all markers have passed: OpenFlamingo's cached media, for generating token by token.</summary>
    /// <param name="markers">[B, any] bool, of all that went before.</param>
    /// <param name="queries">T, the number of new queries.</param>
    /// <returns>[B, T] int64; −1 where there was no marker.</returns>
    public static Tensor CachedItems(Tensor markers, long queries)
    {
        Axes.Match((markers, "B T"));
        using var scope = NewDisposeScope();
        return (markers.sum(1, keepdim: true, type: ScalarType.Int64) - 1).expand(-1, queries).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The item of each query by the clock: how many items have begun by then, less one.</summary>
    /// <param name="queries">[B, T] float, seconds.</param>
    /// <param name="begins">[B, M] float, seconds at which the items begin, in any order.</param>
    /// <returns>[B, T] int64; −1 before the first.</returns>
    public static Tensor ItemsAt(Tensor queries, Tensor begins)
    {
        Axes.Match((queries, "B T"), (begins, "B M"));
        using var scope = NewDisposeScope();
        return (begins.unsqueeze(1).le(queries.unsqueeze(2)).sum(-1, type: ScalarType.Int64) - 1).MoveToOuterDisposeScope();
    }
}
