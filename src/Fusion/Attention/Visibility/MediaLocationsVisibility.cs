using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Which media Flamingo's text sees.</summary>
public enum MediaAttention
{
    /// <summary>The item whose marker came last.</summary>
    Immediate,

    /// <summary>Every item whose marker has come.</summary>
    All,
}

/// <summary>Options of <see cref="MediaLocationsVisibility"/>.</summary>
public sealed record MediaLocationsVisibilityOptions : PartOptions<IVisibility>
{
    /// <summary>Which items a query sees: <c>immediate</c> (default) or <c>all</c>.</summary>
    public MediaAttention Attend { get; init; } = MediaAttention.Immediate;

    /// <summary>
    /// Whether rows that the published code gets wrong are as published: a query before the first marker (<c>all</c>), or after more markers than
    /// there are media (<c>immediate</c>), reads the mean of all media, those to come too. Default no: it reads nothing.
    /// </summary>
    public bool AsPublished { get; init; }
}

/// <summary>Shows a query the media whose markers stand before it: Flamingo's <c>media_locations</c>.</summary>
/// <remarks>
/// A query's <see cref="TokenSequence.Item"/> is the item that it belongs to, its <c>text_time</c> less one: <see cref="MediaLocations"/> makes it of the markers.
/// −1 = before the first. Timeless queries see all, timeless keys are seen by all.
/// Alayrac et al. 2022, Flamingo, arXiv:2204.14198; as in flamingo-pytorch and OpenFlamingo.
/// </remarks>
[Part("media-locations")]
public sealed class MediaLocationsVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly bool _all;
    private readonly bool _asPublished;

    /// <summary>Makes the rule.</summary>
    public MediaLocationsVisibility(MediaLocationsVisibilityOptions options) : base("media-locations") =>
        (_all, _asPublished) = (options.Attend == MediaAttention.All, options.AsPublished);

    /// <summary>Compares every query with every key.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    /// <exception cref="ArgumentException">A query's item has a number below −1.</exception>
    public override Sight forward(TokenSequence query, TokenSequence key)
    {
        using var scope = NewDisposeScope();
        // More markers than media are as published: such a query sees nothing, or all.
        ItemNumbers.Check(query, key, beyond: true);
        var (own, item) = (query.Item.unsqueeze(2), key.Item.unsqueeze(1));
        var sight = Clocks.OrTimeless(_all ? item.le(own) : item.eq(own), query, key);
        return (_asPublished ? Published(sight, query, key) : sight).MoveToOuterDisposeScope();
    }

    private Sight Published(Sight sight, TokenSequence query, TokenSequence key)
    {
        // With one that is none, so that there is a largest where there are no keys.
        var named = cat([full_like(query.Item.sum(1, keepdim: true), -1), key.Item.masked_fill(key.Valid.logical_not(), -1)], 1);
        var media = named.amax([1], keepdim: true) + 1;                                                                                      // [B, 1]
        var even = _all ? query.Item.lt(0) : query.Item.ge(media);
        return new(sight.Visible!.logical_or(even.unsqueeze(2)), Even: even);
    }
}
