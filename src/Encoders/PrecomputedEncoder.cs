using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="PrecomputedEncoder"/>.</summary>
public sealed record PrecomputedEncoderOptions : PartOptions<IEncoder>, ISizedOptions
{
    /// <summary>Width of the cached tokens. No default: it is the data's.</summary>
    [Range(1, 65536)] public int Width { get; init; }

    /// <summary>Width of what comes out, through one linear map. Default 0: the tokens as they are.</summary>
    [Range(0, 65536)] public int OutputWidth { get; init; }

    /// <summary>Seconds that one token covers. Default 0: an instant.</summary>
    [Range(0.0, 86400.0)] public double TokenSeconds { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)Width * OutputWidth;
}

/// <summary>Hands on tokens that were computed before, through a linear map if one is wanted.</summary>
/// <remarks>It mixes no time: what one token says, only that token says.</remarks>
[Part("precomputed")]
public sealed class PrecomputedEncoder : Module<ModalityWindow, MediaTokens>, IEncoder
{
    private readonly long _width;
    private readonly double _span;
    [ComponentName(Name = "linear")] private readonly Linear? _linear;

    /// <summary>Makes an encoder.</summary>
    public PrecomputedEncoder(PrecomputedEncoderOptions options) : base("precomputed")
    {
        _width = options.Width;
        _span = options.TokenSeconds / 2;
        OutputWidth = options.OutputWidth > 0 ? options.OutputWidth : options.Width;
        if (options.OutputWidth > 0) _linear = Linear(options.Width, options.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>0: tokens bring their own times.</summary>
    public double SecondsPerToken => 0;

    /// <summary>A token a second where <c>tokenSeconds</c> does not say.</summary>
    public WindowShape? Window(WindowAssumptions assumed)
    {
        var seconds = _span > 0 ? 2 * _span : 1;
        return new("N E", [assumed.Steps(1 / seconds), _width], 0, seconds);
    }

    /// <summary>Hands the tokens on.</summary>
    /// <param name="window">[B, N, E], one item of N tokens; or [B, M, N, E] with a step for each item (M) or for each token (M·N).</param>
    /// <returns>[B, 1, N, E'] or [B, M, N, E'].</returns>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override MediaTokens forward(ModalityWindow window)
    {
        using var scope = NewDisposeScope();
        var values = InItems(window.Values);
        var valid = ItemSteps.PerToken(window.Valid, values.shape);
        values = Masked.Zero(values, valid);
        var seconds = ItemSteps.PerToken(window.Seconds, values.shape);
        return new MediaTokens
        {
            Values = _linear is null ? values.alias() : _linear.call(values),
            Valid = valid,
            Seconds = seconds,
            Span = full_like(seconds, _span),
        }.MoveToOuterDisposeScope();
    }

    private Tensor InItems(Tensor values)
    {
        if (values.ndim == 3) values = values.unsqueeze(1);
        Axes.Match((values, "B M N E"));
        if (values.shape[3] != _width) throw new ArgumentException($"Expected tokens of width {_width}, as the option 'width' of the encoder precomputed says; got tokens of width {values.shape[3]}.");
        return values;
    }
}
