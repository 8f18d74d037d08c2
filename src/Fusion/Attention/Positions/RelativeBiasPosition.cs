using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="RelativeBiasPosition"/>.</summary>
public sealed record RelativeBiasPositionOptions : PartOptions<IPosition>, IValidatableObject, ISizedOptions
{
    /// <summary>Buckets of time differences, half of them for keys before the query, half for keys after it. Default 32.</summary>
    [Range(4, 4096)] public int Buckets { get; init; } = 32;

    /// <summary>Width in seconds of the near buckets. Default 0.5.</summary>
    [Range(0.001, 3600.0)] public double ResolutionSeconds { get; init; } = 0.5;

    /// <summary>Difference in seconds from which on all share one bucket. Default 64.</summary>
    [Range(0.001, 86400.0)] public double LongestSeconds { get; init; } = 64;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Buckets % 2 != 0) yield return new($"expected an even number of buckets, half for each side; got {Buckets}.", [nameof(Buckets)]);
        if (LongestSeconds <= Buckets / 4 * ResolutionSeconds)
            yield return new($"expected more than {Buckets / 4 * ResolutionSeconds} seconds, which the near buckets cover; got {LongestSeconds}.", [nameof(LongestSeconds)]);
    }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)Buckets * sizes.Heads;
}

/// <summary>Adds to the logits of each head a learned number for how many seconds the key stands before or after the query.</summary>
/// <remarks>
/// Of each side's n buckets the near n/2 are of equal width, the others grow geometrically up to the longest difference. All numbers start at 0.
/// A pair with a timeless token has none. All layers of a block share the numbers. Raffel et al. 2019, T5, arXiv:1910.10683. Differs: seconds in place of token numbers; half a
/// millisecond is added to a difference, so that rounding of float32 decides no bucket.
/// </remarks>
[Part("relative-bias")]
public sealed class RelativeBiasPosition : Module, IPosition
{
    private const double Rounding = 5e-4;
    private readonly RelativeBiasPositionOptions _options;
    [ComponentName(Name = "bias")] private readonly Parameter _bias;

    /// <summary>Makes the position.</summary>
    public RelativeBiasPosition(RelativeBiasPositionOptions options, PartSizes sizes) : base("relative-bias")
    {
        _options = options;
        _bias = new Parameter(zeros(options.Buckets, sizes.Heads));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public (Tensor Q, Tensor K) Inject(Tensor q, Tensor k, TokenSequence query, TokenSequence key) => (q, k);

    /// <inheritdoc/>
    public Tensor Bias(TokenSequence query, TokenSequence key)
    {
        using var scope = NewDisposeScope();
        var bucket = Bucket(Seconds(key).unsqueeze(1) - Seconds(query).unsqueeze(2));               // [B, Tq, Tk]
        var bias = _bias.t().contiguous().index_select(1, bucket.flatten()).view(_bias.shape[1], bucket.shape[0], bucket.shape[1], bucket.shape[2]).transpose(0, 1);
        if (query.Timeless is not null) bias = bias.masked_fill(query.Timeless.unsqueeze(2).unsqueeze(1), 0);
        if (key.Timeless is not null) bias = bias.masked_fill(key.Timeless.unsqueeze(1).unsqueeze(1), 0);
        return bias.MoveToOuterDisposeScope();
    }

    private static Tensor Seconds(TokenSequence clock) => Masked.Zero(clock.Seconds, clock.Valid);

    // Keys before the query, or with it, have the first half.
    private Tensor Bucket(Tensor difference)
    {
        var side = _options.Buckets / 2;
        var near = side / 2;
        var steps = (difference.abs() + Rounding) / _options.ResolutionSeconds;
        var growth = Math.Log(_options.LongestSeconds / _options.ResolutionSeconds / near);
        var far = near + (steps / near).clamp_min(1).log() * ((side - near) / growth);
        var place = where(steps.lt(near), steps, far).floor().clamp_max(side - 1);
        return (place + side * difference.gt(Rounding).to_type(ScalarType.Float32)).to_type(ScalarType.Int64);
    }
}
