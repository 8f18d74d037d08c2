using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="RotaryPosition"/>.</summary>
public sealed record RotaryPositionOptions : PartOptions<IPosition>, IValidatableObject
{
    /// <summary>Seconds in which the fastest pair of channels turns once. Default 0.5.</summary>
    [Range(0.001, 3600.0)] public double ShortestSeconds { get; init; } = 0.5;

    /// <summary>Length of the data's windows. Default 32.</summary>
    [Range(0.001, 43200.0)] public double WindowSeconds { get; init; } = 32;

    /// <summary>Seconds in which the slowest pair turns once. Default twice the window, so that no two moments of a window look alike to it.</summary>
    [Range(0.001, 86400.0)] public double? LongestSeconds { get; init; }

    internal double Longest => LongestSeconds ?? 2 * WindowSeconds;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Longest < ShortestSeconds)
            yield return new($"expected longestSeconds (default: twice the window) of at least shortestSeconds, {ShortestSeconds}; got {Longest}.", [nameof(LongestSeconds)]);
    }
}

/// <summary>Turns pairs of channels by an angle in proportion to real seconds, so that a logit depends on how far apart its tokens are.</summary>
/// <remarks>
/// Wavelengths are geometric from the shortest to the longest. Timeless tokens are not turned.
/// Su et al. 2021, RoFormer, arXiv:2104.09864. Differs: seconds in place of token numbers; channel i is paired with i + d/2.
/// </remarks>
[Part("rotary")]
public sealed class RotaryPosition : Module, IPosition
{
    private readonly double[] _radiansPerSecond;

    /// <summary>Makes the position.</summary>
    /// <exception cref="ArgumentException">The head width is odd.</exception>
    public RotaryPosition(RotaryPositionOptions options, PartSizes sizes) : base("rotary")
    {
        if (sizes.HeadWidth % 2 != 0) throw new ArgumentException($"Expected an even head width, since rotary turns pairs of channels; got {sizes.HeadWidth}.");
        var pairs = sizes.HeadWidth / 2;
        var ratio = options.Longest / options.ShortestSeconds;
        _radiansPerSecond = [.. Enumerable.Range(0, pairs)
            .Select(i => 2 * Math.PI / (options.ShortestSeconds * Math.Pow(ratio, pairs == 1 ? 0 : i / (pairs - 1.0))))];
    }

    /// <inheritdoc/>
    public (Tensor Q, Tensor K) Inject(Tensor q, Tensor k, TokenSequence query, TokenSequence key)
    {
        using var scope = NewDisposeScope();
        return (Turn(q, query).MoveToOuterDisposeScope(), Turn(k, key).MoveToOuterDisposeScope());
    }

    private Tensor Turn(Tensor x, TokenSequence clock)
    {
        var seconds = Masked.Zero(clock.Seconds, clock.Valid).to_type(ScalarType.Float64);
        if (clock.Timeless is not null) seconds = seconds.masked_fill(clock.Timeless, 0);
        var angles = seconds.unsqueeze(-1) * tensor(_radiansPerSecond, device: x.device);       // [B, T, d/2]
        var (cosine, sine) = (Like(angles.cos(), x), Like(angles.sin(), x));
        var halves = x.chunk(2, -1);
        return cat([halves[0] * cosine - halves[1] * sine, halves[0] * sine + halves[1] * cosine], -1);
    }

    private static Tensor Like(Tensor angles, Tensor x) => angles.to_type(x.dtype).unsqueeze(1);
}
