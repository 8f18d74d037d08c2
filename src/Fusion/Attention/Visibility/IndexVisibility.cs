using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="IndexVisibility"/>.</summary>
public sealed record IndexVisibilityOptions : PartOptions<IVisibility>
{
    /// <summary>How many places a key may be away. Default 0: the key of the query's own number.</summary>
    [Range(0, 1_000_000)] public int Tokens { get; init; }
}

/// <summary>Shows a key to a query when their numbers in their sequences are near, whatever their times: how sequences are joined without a clock.</summary>
/// <remarks>
/// An ablation of <c>band</c>: equal where both sequences have the same rate and start together, and wrong elsewhere. Timeless tokens see and are seen by
/// all, and count as places. Where several sequences are joined, a token's number is that in its own one.
/// </remarks>
[Part("index")]
public sealed class IndexVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly int _tokens;

    /// <summary>Makes the rule.</summary>
    public IndexVisibility(IndexVisibilityOptions options) : base("index") => _tokens = options.Tokens;

    /// <summary>Compares every query with every key.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    public override Sight forward(TokenSequence query, TokenSequence key)
    {
        Axes.Match((query.Valid, "B T"), (key.Valid, "B M"));
        using var scope = NewDisposeScope();
        var apart = Places.Of(query).unsqueeze(2) - Places.Of(key).unsqueeze(1);                    // [B or 1, Tq, Tk]
        var visible = apart.abs().le(_tokens).expand(query.Valid.shape[0], -1, -1);
        return Clocks.OrTimeless(visible, query, key).MoveToOuterDisposeScope();
    }
}
