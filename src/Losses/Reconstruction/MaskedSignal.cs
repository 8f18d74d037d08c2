using System.ComponentModel.DataAnnotations;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="MaskedSignal"/>.</summary>
public sealed record MaskedSignalOptions : PartOptions<ILoss>
{
    /// <summary>The modality that is hidden in part. Default <c>eeg</c>.</summary>
    public string Modality { get; init; } = "eeg";

    /// <summary>Where its window has its steps. Default <c>signal</c>.</summary>
    public StepLayout Layout { get; init; } = StepLayout.Signal;

    /// <summary>Channels C of a step.</summary>
    [Range(1, 65536)] public required int Channels { get; init; }

    /// <summary>Steps a second. Default 128.</summary>
    [Range(1e-3, 1e5)] public double SamplingRateHz { get; init; } = 128;

    /// <summary>Length of a patch, the least that is hidden. Default 1.</summary>
    [Range(1e-3, 1e3)] public double PatchSeconds { get; init; } = 1;

    /// <summary>Chance that a patch is hidden. Default 0.5, as CBraMod.</summary>
    [Range(0.01, 0.99)] public double Hidden { get; init; } = 0.5;

    /// <summary>Whether each hidden patch is brought to mean 0 and variance 1 before it is asked for, so that loud rows do not rule. Default true.</summary>
    public bool Standardise { get; init; } = true;
}

/// <summary>Hides patches of a signal and asks the tokens of their seconds for what was there: pre-training without labels.</summary>
/// <remarks>
/// Hidden steps are 0 and stay valid, so the encoder makes its tokens as ever; the mean token of each hidden patch goes through a decoder; mean squared error over
/// hidden patches. He et al. 2021, Masked Autoencoders, arXiv:2111.06377; Wang et al. 2024, CBraMod, arXiv:2412.07236. The trainer calls <see cref="IPretext.Prepare"/>.
/// </remarks>
[Part("masked-signal")]
[LossEnds("tokens.query")]
public sealed class MaskedSignal : Module<LossInputs, LossTerm>, ILoss, IPretext
{
    private readonly MaskedSignalOptions _options;
    private readonly long _steps;
    [ComponentName(Name = "decoder")] private readonly Decoder _decoder;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the tokens.</param>
    /// <exception cref="ArgumentException">A patch is shorter than a step.</exception>
    public MaskedSignal(MaskedSignalOptions options, PartSizes sizes) : base("masked-signal")
    {
        (_options, _steps) = (options, (long)Math.Round(options.SamplingRateHz * options.PatchSeconds));
        if (_steps < 1) throw new ArgumentException($"Expected patchSeconds of at least one step (1 / samplingRateHz = {1 / options.SamplingRateHz} s); got {options.PatchSeconds}.");
        _decoder = new Decoder(sizes.Width, sizes.Width, (int)(options.Channels * _steps));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public string Modality => _options.Modality;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => Steps.Window(_options.Layout, _options.Channels, _options.SamplingRateHz, assumed);

    /// <inheritdoc/>
    public (Batch Batch, LossVector Answer) Prepare(Batch batch)
    {
        using var scope = NewDisposeScope();
        var (window, values) = Steps.Of(batch, _options.Modality, _options.Layout);
        var (rows, patches) = (values.shape[0], values.shape[1] / _steps);
        if (values.shape[2] != _options.Channels || patches == 0)
            throw new ArgumentException($"Expected '{_options.Modality}' with {_options.Channels} channels and at least {_steps} steps; got {values.shape[2]} and {values.shape[1]}.");
        Tensor Patched(Tensor x) => x.narrow(1, 0, patches * _steps).reshape([rows, patches, _steps, .. x.shape[2..]]);
        var hidden = rand([rows, patches], device: values.device).lt(_options.Hidden).logical_and(Patched(window.Valid).all(2));
        var clean = Patched(values).flatten(2);                                              // [B, N, steps · C]
        var steps = zeros_like(window.Valid);
        steps.narrow(1, 0, patches * _steps).copy_(hidden.repeat_interleave(_steps, 1));
        var seen = Steps.Turn(values.masked_fill(steps.unsqueeze(2), 0), _options.Layout);
        return Steps.Asked(batch, _options.Modality, window, seen, new(_options.Modality, Masked.Zero(clean, hidden), hidden) { Seconds = Patched(window.Seconds).mean([2]) });
    }

    /// <summary>Asks for what was hidden.</summary>
    /// <param name="inputs">One end of tokens [B, T, D] with seconds, and the answer.</param>
    /// <returns>Null value where fewer than 2 rows have a hidden patch with a token. Diagnostics: <c>patches</c>, how many were asked for.</returns>
    public override LossTerm forward(LossInputs inputs)
    {
        if (inputs.Answer is not { } answer) return Rows.Term(null, 0);
        using var scope = NewDisposeScope();
        var (tokens, any) = TimeSlots.Mean(inputs.Ends[0], answer.Seconds!, _options.PatchSeconds);
        var asked = answer.Present.logical_and(any);
        var rows = asked.any(1).sum().ToInt64();
        if (rows < 2) return Rows.Term(null, rows);
        var places = Rows.Of(asked.flatten());
        var target = Rows.Take(answer.Values.flatten(0, 1), places);
        if (_options.Standardise) target = FeatureDistance.Standardised(target);
        var value = functional.mse_loss(_decoder.call(Rows.Take(tokens.flatten(0, 1), places)), target.to_type(tokens.dtype));
        return Rows.Term(value, rows, new() { ["patches"] = tensor((float)places.shape[0]) });
    }
}
