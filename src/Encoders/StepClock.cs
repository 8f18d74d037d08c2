using static TorchSharp.torch;

namespace Eegavi.Encoders;

/// <summary>When the tokens are that an encoder makes of runs of steps.</summary>
/// <param name="Valid">[B, T] bool: tokens whose run has any real step.</param>
/// <param name="Seconds">[B, T] mean second of the real steps of the run; 0 where there are none.</param>
internal sealed record StepClock(Tensor Valid, Tensor Seconds)
{
    /// <summary>The clock of tokens that stand for <paramref name="length"/> steps each, one every <paramref name="stride"/>.</summary>
    /// <param name="window">Steps [B, S].</param>
    /// <param name="length">Steps under one token.</param>
    /// <param name="stride">Steps from one token's first to the next one's.</param>
    /// <param name="tokens">T. Steps that the last tokens lack are not real.</param>
    public static StepClock Of(ModalityWindow window, long length, long stride, long tokens)
    {
        var missing = (tokens - 1) * stride + length - window.Valid.shape[1];
        var seconds = Masked.Zero(window.Seconds, window.Valid);
        var valid = window.Valid.to_type(ScalarType.Float32);
        if (missing > 0) (valid, seconds) = (nn.functional.pad(valid, (0, missing)), nn.functional.pad(seconds, (0, missing)));
        var real = valid.unfold(1, length, stride).narrow(1, 0, tokens).sum(-1);                   // [B, T]
        var total = seconds.unfold(1, length, stride).narrow(1, 0, tokens).sum(-1);
        return new(real.gt(0), total / real.clamp_min(1));
    }
}
