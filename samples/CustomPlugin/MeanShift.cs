using System.ComponentModel.DataAnnotations;
using Eegavi;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CustomPlugin;

/// <summary>Options of <see cref="MeanShift"/>.</summary>
public sealed record MeanShiftOptions : PartOptions<IFusionBlock>
{
    /// <summary>How far a context may shift the query. Default 0.5.</summary>
    [Range(0.0, 10.0)] public double Strength { get; init; } = 0.5;

    /// <summary>How a shift is let in: any gate, this plugin's or EEGAVI's. Default <c>rezero</c>: closed at the start.</summary>
    public Part<IGate> Gate { get; init; } = new("rezero");
}

/// <summary>Shifts every query token by a gated linear map of each context's mean.</summary>
[Part("mean-shift")]
public sealed class MeanShift : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
{
    private readonly double _strength;
    [ComponentName(Name = "maps")] private readonly ModuleList<Linear> _maps;
    [ComponentName(Name = "gate")] private readonly IGate _gate;

    /// <summary>Makes a block.</summary>
    public MeanShift(MeanShiftOptions options, PartSizes sizes, IParts parts) : base("mean-shift")
    {
        _strength = options.Strength;
        _maps = new([.. sizes.ContextWidths.Select(width => Linear(width, sizes.Width))]);
        _gate = parts.Create(options.Gate, sizes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool StartsAsIdentity => _gate.InitialOpenness == 0;

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
            var shift = _maps[i].call(Masked.Mean(contexts[i].Values, contexts[i].Valid));                    // [B, D]
            shift = _strength * Masked.Zero(shift, contexts[i].Present()).unsqueeze(1).expand_as(x);           // [B, T, D]
            x = x + _gate.call(shift, x);
        }
        return query.With(x.alias().MoveToOuterDisposeScope());
    }
}
