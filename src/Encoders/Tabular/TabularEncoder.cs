using System.ComponentModel.DataAnnotations;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="TabularEncoder"/>.</summary>
public sealed record TabularEncoderOptions : PartOptions<IEncoder>, ISizedOptions
{
    /// <summary>Columns K of the table. No default: it is the data's.</summary>
    [Range(1, 65536)] public int Columns { get; init; }

    /// <summary>Hidden width. Default 64.</summary>
    [Range(1, 65536)] public int Hidden { get; init; } = 64;

    /// <summary>Width E of the token. Default 64.</summary>
    [Range(1, 65536)] public int OutputWidth { get; init; } = 64;

    double ISizedOptions.LeastNumbers(PartSizes sizes) => Hidden * ((2.0 * Columns) + OutputWidth);
}

/// <summary>Makes one timeless token of a row of a table: ratings, age, counts of words.</summary>
/// <remarks>Columns with a bit each that says whether the row has it, 0 for what it lacks → Linear → GELU → Linear.</remarks>
[Part("tabular")]
public sealed class TabularEncoder : Module<ModalityWindow, MediaTokens>, IEncoder
{
    private readonly int _columns;
    [ComponentName(Name = "layers")] private readonly Sequential _layers;

    /// <summary>Makes an encoder.</summary>
    public TabularEncoder(TabularEncoderOptions options) : base("tabular")
    {
        _columns = options.Columns;
        OutputWidth = options.OutputWidth;
        _layers = Sequential(Linear(2L * options.Columns, options.Hidden), GELU(), Linear(options.Hidden, options.OutputWidth));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>0: a table has no place in time.</summary>
    public double SecondsPerToken => 0;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => new("K", [_columns], 0, 0);

    /// <summary>Makes the token.</summary>
    /// <param name="window">[B, K], with a bit of <see cref="ModalityWindow.Valid"/> for each column.</param>
    /// <returns>[B, 1, 1, E], timeless; real where the row has any column.</returns>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override MediaTokens forward(ModalityWindow window)
    {
        Axes.Match((window.Values, $"B {_columns}"), (window.Valid, $"B {_columns}"));
        using var scope = NewDisposeScope();
        var columns = Masked.Zero(window.Values, window.Valid);
        var token = _layers.call(cat([columns, window.Valid.to_type(columns.dtype)], 1));
        var present = window.Valid.any(1).view(-1, 1, 1);
        var clock = zeros_like(present, dtype: ScalarType.Float32);
        return new MediaTokens
        {
            Values = token.view(-1, 1, 1, OutputWidth),
            Valid = present,
            Seconds = clock,
            Span = clock.clone(),
            Timeless = ones_like(present),
        }.MoveToOuterDisposeScope();
    }
}
