using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="BandVisibility"/>.</summary>
public sealed record BandVisibilityOptions : PartOptions<IVisibility>, IValidatableObject
{
    /// <summary>Δ in seconds. Default 4, unless <see cref="Units"/> says it.</summary>
    [Range(0.0, 86400.0)] public double? Seconds { get; init; }

    /// <summary>Δ in units of <see cref="UnitSeconds"/>, in place of <see cref="Seconds"/>.</summary>
    [Range(0.0, 86400.0)] public double? Units { get; init; }

    /// <summary>Length of a unit in seconds. Default 1.</summary>
    [Range(0.001, 3600.0)] public double UnitSeconds { get; init; } = 1;

    /// <summary>Δ in seconds, whichever way it was said.</summary>
    internal double Delta => Seconds ?? Units * UnitSeconds ?? 4;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Seconds is not null && Units is not null)
            yield return new("expected either seconds or units; got both. Remove one.", [nameof(Units)]);
    }
}

/// <summary>Shows a key to a query when they are at most Δ apart on the shared clock.</summary>
/// <remarks>
/// |centre_k − centre_q| ≤ Δ + |span_k − span_q|, where a span is half the length of a token: a long token is seen from anywhere inside it.
/// Half a millisecond, below any sampling period in use, is added so that rounding of float32 decides no borderline case.
/// Timeless tokens see and are seen by all.
/// </remarks>
[Part("band")]
public sealed class BandVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly double _delta;

    /// <summary>Makes the rule.</summary>
    public BandVisibility(BandVisibilityOptions options) : base("band") => _delta = options.Delta;

    /// <summary>Compares every query with every key.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    /// <exception cref="ArgumentException">A real token has no finite time.</exception>
    public override Sight forward(TokenSequence query, TokenSequence key)
    {
        Clocks.Check(query, key);
        using var scope = NewDisposeScope();
        return Clocks.OrTimeless(Clocks.Apart(query, key).le(_delta + Clocks.Rounding), query, key).MoveToOuterDisposeScope();
    }
}
