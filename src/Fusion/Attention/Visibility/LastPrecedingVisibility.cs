using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LastPrecedingVisibility"/>.</summary>
public sealed record LastPrecedingVisibilityOptions : PartOptions<IVisibility>
{
    /// <summary>The moment of a key from which on it is seen. Default <c>end</c>: nothing of the future enters.</summary>
    public Moment From { get; init; } = Moment.End;
}

/// <summary>Shows a query the latest media item of its past and present: <see cref="WindowVisibility"/> of one item.</summary>
/// <remarks>
/// With <c>from: start</c> and markers at the items' beginnings this is the immediate attention of Alayrac et al. 2022, Flamingo, arXiv:2204.14198.
/// Timeless tokens see and are seen by all.
/// </remarks>
[Part("last-preceding")]
public sealed class LastPrecedingVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly Moment _from;

    /// <summary>Makes the rule.</summary>
    public LastPrecedingVisibility(LastPrecedingVisibilityOptions options) : base("last-preceding") => _from = options.From;

    /// <summary>Compares every query with every key.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    /// <exception cref="ArgumentException">A real token has no finite time.</exception>
    public override Sight forward(TokenSequence query, TokenSequence key) => WindowVisibility.LastItems(query, key, count: 1, _from);
}
