using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Models;

/// <summary>The way of one modality from its raw window to a token sequence: encoder, resampler, and for a query the map to the model's width.</summary>
internal sealed class ModalityBranch : Module<ModalityWindow, TokenSequence>
{
    [ComponentName(Name = "encoder")] private readonly IEncoder _encoder;
    [ComponentName(Name = "resampler")] private readonly IResampler _resampler;
    [ComponentName(Name = "to_width")] private readonly Module<Tensor, Tensor>? _toWidth;
    private readonly bool _frozen;

    public ModalityBranch(string modality, IEncoder encoder, IResampler resampler, int? width, bool frozen) : base(modality)
    {
        Modality = modality;
        _encoder = encoder;
        _resampler = resampler;
        _frozen = frozen;
        OutputWidth = width ?? resampler.OutputWidth;
        if (OutputWidth != resampler.OutputWidth)
            _toWidth = Sequential(("norm", LayerNorm(resampler.OutputWidth)), ("linear", Linear(resampler.OutputWidth, OutputWidth)));
        RegisterComponents();
    }

    /// <summary>Name of the modality in the data.</summary>
    public string Modality { get; }

    /// <summary>How encoder and resampler are called: the model's own.</summary>
    public Recomputation Recomputation { get; set; } = new();

    public IEncoder Encoder => _encoder;

    public IResampler Resampler => _resampler;

    public int OutputWidth { get; }

    /// <summary>The map to the model's width; null where there is none.</summary>
    public Module<Tensor, Tensor>? ToWidth => _toWidth;

    public override TokenSequence forward(ModalityWindow window)
    {
        using var scope = NewDisposeScope();
        var tokens = Recomputation.Resample(_resampler, Encode(window));
        if (_toWidth is not null) tokens = tokens.With(_toWidth.call(tokens.Values));
        return tokens.MoveToOuterDisposeScope();
    }

    /// <summary>A frozen encoder keeps its running statistics and drops nothing out.</summary>
    public override void train(bool train = true)
    {
        base.train(train);
        if (_frozen) ((Module)_encoder).eval();
    }

    private MediaTokens Encode(ModalityWindow window)
    {
        if (!_frozen) return Recomputation.Encode(_encoder, window);
        using var _ = no_grad();
        return _encoder.call(window);
    }
}
