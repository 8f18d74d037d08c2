using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What must hold of the media items that queries name.</summary>
internal static class ItemNumbers
{
    /// <summary>Refuses numbers that name nothing, as far as that can be known without waiting for a device. Masked queries may name anything.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    /// <param name="beyond">Whether a query may name an item that comes after all that there are.</param>
    /// <exception cref="ArgumentException">What was expected, what came.</exception>
    public static void Check(TokenSequence query, TokenSequence key, bool beyond)
    {
        Axes.Match((query.Item, "B T"), (key.Item, "B M"));
        if (query.Item.device_type != DeviceType.CPU || query.Item.numel() == 0 || key.Item.numel() == 0) return;
        using var scope = NewDisposeScope();
        var items = key.Item.max().ToInt64() + 1;
        var named = query.Item.masked_fill(query.Valid.logical_not(), -1);
        var (low, high) = (named.min().ToInt64(), named.max().ToInt64());
        if (low >= -1 && (beyond || high < items)) return;
        var range = beyond ? "of 0 or more" : $"from 0 to {items - 1}, since the keys have M={items} items";
        throw new ArgumentException($"Expected item numbers of the queries [B, T] {range}, or -1 for none; got {(low < -1 ? low : high)}.");
    }
}
