using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Samples.Plugin;

/// <summary>Options of <see cref="MeanShift"/>.</summary>
public sealed record MeanShiftOptions : PartOptions<IFusionBlock>
{
    /// <summary>How far a context may shift the query. Default 0.5.</summary>
    [Range(0.0, 10.0)] public double Strength { get; init; } = 0.5;
}

/// <summary>Shifts every query token by a linear map of each context's mean.</summary>
[Part("mean-shift")]
public sealed class MeanShift : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    private readonly double _strength;
    [ComponentName(Name = "maps")] private readonly ModuleList<Linear> _maps;

    /// <summary>Makes a block.</summary>
    public MeanShift(MeanShiftOptions options, PartSizes sizes) : base("mean-shift")
    {
        _strength = options.Strength;
        _maps = new([.. sizes.ContextWidths.Select(width => Linear(width, sizes.Width))]);
        RegisterComponents();
    }

    /// <summary>Shifts the query.</summary>
    /// <param name="query">[B, T, D].</param>
    /// <param name="contexts">[B, M_i, E_i] each; a row that lacks one is not shifted by it.</param>
    /// <returns>[B, T, D], same clock and mask as <paramref name="query"/>.</returns>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        using var scope = NewDisposeScope();
        var x = Masked.Zero(query.Values, query.Valid);
        for (var i = 0; i < contexts.Count; i++)
        {
            Axes.Match((query.Values, $"B T {_maps[i].weight!.shape[0]}"), (contexts[i].Values, $"B M {_maps[i].weight!.shape[1]}"));
            var shift = _maps[i].call(Masked.Mean(contexts[i].Values, contexts[i].Valid));      // [B, D]
            x = x + (_strength * Masked.Zero(shift, contexts[i].Present()).unsqueeze(1));
        }
        return query.With(x.alias().MoveToOuterDisposeScope());
    }
}
