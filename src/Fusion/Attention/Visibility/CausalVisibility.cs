using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="CausalVisibility"/>.</summary>
public sealed record CausalVisibilityOptions : PartOptions<IVisibility>
{
    /// <summary>The moment of a key from which on it is seen. Default <c>end</c>: nothing of the future enters.</summary>
    public Moment From { get; init; } = Moment.End;
}

/// <summary>Shows a query every key of its past and present.</summary>
/// <remarks>A key is seen when its <c>from</c> is no later than the query's end. Timeless tokens see and are seen by all.</remarks>
[Part("causal")]
public sealed class CausalVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly Moment _from;

    /// <summary>Makes the rule.</summary>
    public CausalVisibility(CausalVisibilityOptions options) : base("causal") => _from = options.From;

    /// <summary>Compares every query with every key.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    /// <exception cref="ArgumentException">A real token has no finite time.</exception>
    public override Sight forward(TokenSequence query, TokenSequence key)
    {
        Clocks.Check(query, key);
        using var scope = NewDisposeScope();
        return Clocks.OrTimeless(Clocks.Past(query, key, _from), query, key).MoveToOuterDisposeScope();
    }
}
