using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What attention may not see, and what is added to its logits, as one tensor.</summary>
/// <param name="Bias">[B or 1, H or 1, Tq or 1, Tk] added to the logits: about −∞ where a key is hidden.</param>
/// <param name="Seen">[B, 1, Tq or 1, 1] bool: which queries see any key; null = all do.</param>
/// <param name="Even">[B, 1, Tq, 1] bool: which queries weigh what they see alike. Published blocks read so where their mask leaves nothing; ours read nothing. Null = none.</param>
internal sealed record KeyMask(Tensor Bias, Tensor? Seen, Tensor? Even = null)
{
    // Finite, so that a query that sees nothing has a softmax without NaN, which Seen then sets to 0; representable in bfloat16.
    private const double Hidden = -1e30;

    /// <summary>The mask of keys that are real and visible; null where nothing is hidden or added.</summary>
    /// <param name="valid">[B, Tk] bool, true = real.</param>
    /// <param name="sight">What a rule of visibility allows.</param>
    /// <param name="perHead">[B or 1, H, Tq or 1, Tk] what a position adds.</param>
    public static KeyMask? Of(Tensor valid, Sight? sight = null, Tensor? perHead = null)
    {
        if ((sight is null or { Visible: null, Bias: null, Even: null }) && Masked.All(valid)) return perHead is null ? null : new(perHead, null);
        var allowed = Allowed(valid, sight);                                                // [B, Tq or 1, Tk]
        return Showing(allowed, sight?.Bias, perHead) with { Even = sight?.Even?.unsqueeze(1).unsqueeze(-1) };
    }

    /// <summary>[B, Tq or 1, Tk]: what is real and visible.</summary>
    public static Tensor Allowed(Tensor valid, Sight? sight) =>
        sight?.Visible is { } visible ? valid.unsqueeze(1).logical_and(visible) : valid.unsqueeze(1);

    /// <summary>The mask that shows what is allowed.</summary>
    /// <param name="allowed">[B, Tq or 1, Tk] bool.</param>
    /// <param name="open">[B, Tq or 1, Tk] added to the logits of what is allowed; null = nothing.</param>
    /// <param name="perHead">[B or 1, H, Tq or 1, Tk] what a position adds.</param>
    public static KeyMask Showing(Tensor allowed, Tensor? open, Tensor? perHead = null)
    {
        using var scope = NewDisposeScope();
        var seen = allowed.any(-1, keepdim: true);
        var added = open is null ? perHead ?? zeros(1, device: allowed.device) : perHead is null ? open.unsqueeze(1) : open.unsqueeze(1) + perHead;
        var bias = added.masked_fill(allowed.logical_not().unsqueeze(1), Hidden).MoveToOuterDisposeScope();
        return new(bias, Masked.All(seen) ? null : seen.unsqueeze(1).MoveToOuterDisposeScope());
    }

    /// <summary>[B, Tq or 1, 1] bool: which queries see any key.</summary>
    /// <param name="mask">The mask of the attention; null = nothing is hidden.</param>
    /// <param name="read">[B, Tq, …], for the number of rows and the device.</param>
    public static Tensor Seeing(KeyMask? mask, Tensor read) =>
        mask?.Seen?.squeeze(1) ?? ones([read.shape[0], 1, 1], ScalarType.Bool, read.device);

    /// <summary>The mask of one head that asks all queries of several, head by head.</summary>
    /// <param name="heads">H.</param>
    /// <param name="queries">Tq.</param>
    public KeyMask OneHead(long heads, long queries)
    {
        // What all heads and queries share is shared as it is: [B, 1, 1, …]; else [B, 1, H·Tq, …].
        Tensor One(Tensor x) => x.shape[1] == 1 && x.shape[2] == 1 ? x : x.expand(-1, heads, queries, -1).flatten(1, 2).unsqueeze(1);
        return new(One(Bias), Seen is null ? null : One(Seen), Even is null ? null : One(Even));
    }
}
