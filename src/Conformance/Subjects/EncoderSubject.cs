using Eegavi.Plugins;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Encoders: the window that they name themselves, three seconds long; video of 8 × 10 pixels, two frames a second.</summary>
internal sealed class EncoderSubject(PartInfo part, OptionSource options, IParts parts) : Subject<IEncoder>(part, options, parts)
{
    private const double Rounding = 1e-3;
    private static readonly WindowAssumptions Assumed = new() { Seconds = 3, FramesPerSecond = 2, Height = 8, Width = 10 };

    public override PartSizes Sizes(Case of) => new() { Width = 16, InputWidth = 16 };

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs) =>
        [Media.Strand("tokens", As(module).call(new ModalityWindow { Values = inputs[0].Values, Valid = inputs[0].Real!, Seconds = inputs[0].Seconds! }))];

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs)
    {
        var (encoder, got) = (As(module), outputs[0]);
        var (rows, width) = (inputs[0].Values.shape[0], encoder.OutputWidth);
        if (got.Values.ndim != 4 || got.Values.shape[0] != rows || got.Values.shape[3] != width)
            return $"its values are [{string.Join(", ", got.Values.shape)}] in place of [B={rows}, M, N, {width}]";
        if (got.Values.dtype != inputs[0].Values.dtype) return $"its values are of type {got.Values.dtype}, what went in is {inputs[0].Values.dtype}";
        return Sequences.Clock(got, got.Values.shape[..3]) ?? (inputs[0].Real!.all().ToBoolean() ? WrongTime(encoder, got) : null);
    }

    // Only windows in time can grow, and not every encoder takes windows of any length.
    public override IReadOnlyList<Strand>? Padded(IReadOnlyList<Strand> inputs) => inputs[0].Seconds!.ne(0).any().ToBoolean() ? [inputs[0].Padded(1, inputs[0].Real!.shape[1])] : null;

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of)
    {
        var shape = As(module).Window(Assumed)
            ?? throw new InvalidOperationException("its Window gives null, so that no window can be made: return the shape that it reads");
        return [Windows.Random(shape, of)];
    }

    // Tokens of a window that is whole are SecondsPerToken apart.
    private static string? WrongTime(IEncoder encoder, Strand got)
    {
        if (encoder.SecondsPerToken <= 0 || got.Timeless is not null || got.Values.shape[2] < 2) return null;
        var wrong = (got.Seconds!.diff(1, 2) - encoder.SecondsPerToken).abs().gt(Rounding);
        // The ends may stand for less than a whole token.
        return wrong.shape[2] > 2 && wrong.narrow(2, 1, wrong.shape[2] - 2).any().ToBoolean() ? $"its tokens are not {encoder.SecondsPerToken} s apart, as SecondsPerToken says" : null;
    }
}
