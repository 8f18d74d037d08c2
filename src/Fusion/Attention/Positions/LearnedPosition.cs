using System.ComponentModel.DataAnnotations;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="LearnedPosition"/>.</summary>
public sealed record LearnedPositionOptions : PartOptions<IPosition>, ISizedOptions
{
    /// <summary>Places N, each with a vector of its own. Default 64.</summary>
    [Range(1, 65536)] public int Places { get; init; } = 64;

    /// <summary>Seconds of one place. Default 1; 0 = each token has the place of its number in its sequence.</summary>
    [Range(0.0, 3600.0)] public double SecondsPerPlace { get; init; } = 1;

    double ISizedOptions.LeastNumbers(PartSizes sizes) => 2.0 * Places * sizes.Heads * sizes.HeadWidth;
}

/// <summary>Adds to queries and keys a learned vector for their place: a bin of seconds, or their number in the sequence.</summary>
/// <remarks>
/// Queries and keys have tables of their own, which all layers of a block share. A token before the first place or after the last one has that one's vector; timeless tokens have none
/// while places are seconds. Vaswani et al. 2017, arXiv:1706.03762, row E of their table 3. Differs: in each head, and by seconds.
/// </remarks>
[Part("learned")]
public sealed class LearnedPosition : Module, IPosition
{
    // As BERT starts its positions.
    private const double Spread = 0.02;
    private readonly LearnedPositionOptions _options;
    private readonly int _heads;
    [ComponentName(Name = "query")] private readonly Parameter _query;
    [ComponentName(Name = "key")] private readonly Parameter _key;

    /// <summary>Makes the position.</summary>
    public LearnedPosition(LearnedPositionOptions options, PartSizes sizes) : base("learned")
    {
        (_options, _heads) = (options, sizes.Heads);
        var width = (long)sizes.Heads * sizes.HeadWidth;
        _query = new Parameter(Spread * randn(options.Places, width));
        _key = new Parameter(Spread * randn(options.Places, width));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Places are numbers, and there are more tokens than places.</exception>
    public (Tensor Q, Tensor K) Inject(Tensor q, Tensor k, TokenSequence query, TokenSequence key)
    {
        using var scope = NewDisposeScope();
        return ((q + Of(_query, query, q)).MoveToOuterDisposeScope(), (k + Of(_key, key, k)).MoveToOuterDisposeScope());
    }

    // [B or 1, H, T, d].
    private Tensor Of(Tensor table, TokenSequence clock, Tensor like) =>
        Attention.SplitHeads(_options.SecondsPerPlace > 0 ? BySeconds(table, clock) : ByNumber(table, clock), _heads).to_type(like.dtype);

    private Tensor BySeconds(Tensor table, TokenSequence clock)
    {
        var place = (Masked.Zero(clock.Seconds, clock.Valid) / _options.SecondsPerPlace).floor().clamp(0, _options.Places - 1).to_type(ScalarType.Int64);
        var vectors = table.index_select(0, place.flatten()).view(place.shape[0], place.shape[1], table.shape[1]);
        return clock.Timeless is null ? vectors : vectors.masked_fill(clock.Timeless.unsqueeze(-1), 0);
    }

    private Tensor ByNumber(Tensor table, TokenSequence clock)
    {
        var places = Places.Of(clock);                                                              // [B or 1, T]
        var most = clock.Modality is null || places.numel() == 0 ? places.shape[1] : places.max().ToInt64() + 1;
        if (most > _options.Places)
            throw new ArgumentException($"Expected [B, T, D] with T of at most {_options.Places}, the learned places; got T={most}. Raise places, or set secondsPerPlace.");
        return table.index_select(0, places.flatten()).view(places.shape[0], places.shape[1], table.shape[1]);
    }
}
