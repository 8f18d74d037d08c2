using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="AndVisibility"/>.</summary>
public sealed record AndVisibilityOptions : PartOptions<IVisibility>
{
    /// <summary>The rules. None = everything is visible.</summary>
    public IReadOnlyList<Part<IVisibility>> Rules { get; init; } = [];
}

/// <summary>Shows what every one of its rules shows, with all their biases.</summary>
[Part("and")]
public sealed class AndVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly IVisibility[] _rules;

    /// <summary>Makes the rule.</summary>
    public AndVisibility(AndVisibilityOptions options, PartSizes sizes, IParts parts) : base("and")
    {
        _rules = [.. options.Rules.Select(rule => parts.Create(rule, sizes))];
        for (var i = 0; i < _rules.Length; i++) register_module($"rule_{i}", (Module)_rules[i]);
    }

    /// <summary>Asks every rule.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    public override Sight forward(TokenSequence query, TokenSequence key)
    {
        using var scope = NewDisposeScope();
        return _rules.Aggregate(Sight.All, (sight, rule) => sight.And(rule.call(query, key))).MoveToOuterDisposeScope();
    }
}
