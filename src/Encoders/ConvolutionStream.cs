using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>What the encoders share that run strided convolutions along time.</summary>
internal static class ConvolutionStream
{
    /// <summary>[Conv1d → BatchNorm → ReLU] for each width, padded so that a stride of s makes ⌈n / s⌉ steps of n.</summary>
    public static Sequential Layers(int channels, IReadOnlyList<int> widths, int kernel, int stride) =>
        Sequential(widths.Prepend(channels).Zip(widths).SelectMany(pair => Layer(pair.First, pair.Second, kernel, stride)));

    /// <summary>Steps that one token covers.</summary>
    public static int StepsPerToken(IReadOnlyList<int> widths, int stride) => (int)Math.Pow(stride, widths.Count);

    /// <summary>Runs the rows that are there through <paramref name="encode"/>.</summary>
    /// <param name="values">[B, C, S].</param>
    /// <param name="valid">[B, S] bool. What is not real is set to 0 first.</param>
    /// <param name="tokens">T.</param>
    /// <param name="width">E.</param>
    /// <param name="encode">[R, C, S] → [R, E, T]. Its batch norms never see a row that is absent.</param>
    /// <returns>[B, T, E], 0 in rows that are absent.</returns>
    public static Tensor Run(Tensor values, Tensor valid, long tokens, int width, Func<Tensor, Tensor> encode)
    {
        var rows = PresentRows.Of(valid.any(1));
        if (rows.Count == 0) return zeros([values.shape[0], tokens, width], values.dtype, values.device);
        var x = Masked.Zero(rows.Take(values), rows.Take(valid).unsqueeze(1));
        return rows.Put(encode(x).transpose(1, 2));
    }

    /// <summary>Puts tokens on the clock, or their mean if one token is wanted.</summary>
    /// <param name="values">[B, T, E].</param>
    /// <param name="clock">[B, T].</param>
    /// <param name="tokenSeconds">Length of a token.</param>
    /// <param name="pool">One token or T.</param>
    public static MediaTokens Tokens(Tensor values, StepClock clock, double tokenSeconds, TokenPool pool)
    {
        if (pool == TokenPool.Global)
        {
            tokenSeconds *= values.shape[1];
            values = Masked.Mean(values, clock.Valid).unsqueeze(1);
            clock = new(clock.Valid.any(1, keepdim: true), Masked.Mean(clock.Seconds.unsqueeze(-1), clock.Valid));
        }
        return new()
        {
            Values = values.unsqueeze(1),
            Valid = clock.Valid.unsqueeze(1),
            Seconds = clock.Seconds.unsqueeze(1),
            Span = full_like(clock.Seconds, tokenSeconds / 2).unsqueeze(1),
        };
    }

    private static Module<Tensor, Tensor>[] Layer(int from, int to, int kernel, int stride) =>
        [Conv1d(from, to, kernel, stride, kernel / 2), BatchNorm1d(to), ReLU()];
}
