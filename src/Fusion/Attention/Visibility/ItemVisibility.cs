using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="ItemVisibility"/>.</summary>
public sealed record ItemVisibilityOptions : PartOptions<IVisibility>
{
    /// <summary>Media items that a query sees: its own and those numbered before it. Default 1: its own.</summary>
    [Range(1, 1_000_000)] public int Items { get; init; } = 1;

    /// <summary>Whether a timeless key (an item's class token) is shown to the queries of its own item alone. Default no: to all.</summary>
    public bool TimelessByItem { get; init; }
}

/// <summary>Shows a query the keys of the media item that it names, or of k items up to that one.</summary>
/// <remarks>
/// A query names its item by <see cref="TokenSequence.Item"/> (<c>media_id_per_query</c>; see <see cref="TokenSequence.WithItems"/>); −1 names none and sees none.
/// Times play no part. Timeless queries see all.
/// </remarks>
[Part("item")]
public sealed class ItemVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly ItemVisibilityOptions _options;

    /// <summary>Makes the rule.</summary>
    public ItemVisibility(ItemVisibilityOptions options) : base("item") => _options = options;

    /// <summary>Compares every query with every key.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    /// <exception cref="ArgumentException">A query names an item that there is not.</exception>
    public override Sight forward(TokenSequence query, TokenSequence key)
    {
        using var scope = NewDisposeScope();
        ItemNumbers.Check(query, key, beyond: false);
        var (named, item) = (query.Item.unsqueeze(2), key.Item.unsqueeze(1));
        var visible = item.le(named);
        visible = visible.logical_and(item.gt(named - _options.Items));
        if (query.Timeless is not null) visible = visible.logical_or(query.Timeless.unsqueeze(2));
        if (key.Timeless is not null && !_options.TimelessByItem) visible = visible.logical_or(key.Timeless.unsqueeze(1));
        return new Sight(visible).MoveToOuterDisposeScope();
    }
}
