using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="SoftTimeVisibility"/>.</summary>
public sealed record SoftTimeVisibilityOptions : PartOptions<IVisibility>
{
    /// <summary>α: what a second of distance takes off the logit. Default 5.</summary>
    [Range(0.0, 1000.0)] public double PerSecond { get; init; } = 5;

    /// <summary>Distance in seconds beyond which nothing more is taken off. Default 0.25.</summary>
    [Range(0.0, 86400.0)] public double LongestSeconds { get; init; } = 0.25;
}

/// <summary>Hides nothing and prefers what is near: logits −= α · min(distance, longest).</summary>
/// <remarks>
/// Distance is measured as <c>band</c> measures it: between centres, less the difference of the spans. To and from timeless tokens it is 0.
/// Press et al. 2021, ALiBi, arXiv:2108.12409. Differs: seconds in place of token numbers, both directions, a longest distance, one α for all heads.
/// </remarks>
[Part("soft-time")]
public sealed class SoftTimeVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly SoftTimeVisibilityOptions _options;

    /// <summary>Makes the rule.</summary>
    public SoftTimeVisibility(SoftTimeVisibilityOptions options) : base("soft-time") => _options = options;

    /// <summary>Measures from every query to every key.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    /// <exception cref="ArgumentException">A real token has no finite time.</exception>
    public override Sight forward(TokenSequence query, TokenSequence key)
    {
        Clocks.Check(query, key);
        using var scope = NewDisposeScope();
        var bias = Clocks.Apart(query, key).clamp_max(_options.LongestSeconds) * -_options.PerSecond;
        // What stands under a mask may be no time, and a bias of NaN would spoil the row.
        bias = bias.masked_fill(Unmeasured(query).unsqueeze(2), 0).masked_fill(Unmeasured(key).unsqueeze(1), 0);
        return new Sight(Bias: bias).MoveToOuterDisposeScope();
    }

    private static Tensor Unmeasured(TokenSequence tokens)
    {
        var masked = tokens.Valid.logical_not();
        return tokens.Timeless is null ? masked : masked.logical_or(tokens.Timeless);
    }
}
