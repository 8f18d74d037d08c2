using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>What the encoders share that run strided convolutions along time.</summary>
internal static class ConvolutionStream
{
    private const int ModulesOfALayer = 3;

    /// <summary>[Conv1d → BatchNorm → ReLU] for each width, padded so that a stride of s makes ⌈n / s⌉ steps of n.</summary>
    public static Sequential Layers(int channels, IReadOnlyList<int> widths, int kernel, int stride) =>
        Sequential(widths.Prepend(channels).Zip(widths).SelectMany(pair => Layer(pair.First, pair.Second, kernel, stride)));

    /// <summary>Numbers that such layers hold at least.</summary>
    public static double LeastNumbers(int channels, IReadOnlyList<int> widths, double kernel) => widths.Prepend(channels).Zip(widths, (from, to) => from * kernel * to).Sum();

    /// <summary>Steps that one token covers.</summary>
    public static int StepsPerToken(IReadOnlyList<int> widths, int stride) => (int)Math.Pow(stride, widths.Count);

    /// <summary>Runs the rows that are there through <paramref name="encode"/>.</summary>
    /// <param name="values">[B, C, S].</param>
    /// <param name="valid">[B, S] bool. What is not real is set to 0 first.</param>
    /// <param name="tokens">T.</param>
    /// <param name="width">E.</param>
    /// <param name="encode">[R, C, S] and what of it is real [R, S] → [R, E, T]. Its batch norms never see a row that is absent.</param>
    /// <returns>[B, T, E], 0 in rows that are absent.</returns>
    public static Tensor Run(Tensor values, Tensor valid, long tokens, int width, Func<Tensor, Tensor, Tensor> encode)
    {
        var rows = PresentRows.Of(valid.any(1));
        if (rows.Count == 0) return zeros([values.shape[0], tokens, width], values.dtype, values.device);
        var real = rows.Take(valid);
        return rows.Put(encode(Masked.Zero(rows.Take(values), real.unsqueeze(1)), real).transpose(1, 2));
    }

    /// <summary>Runs layers and sets to 0 before and after each what is not real: a bias would make something of it, and tokens beside it would tell how far it goes.</summary>
    /// <param name="layers">As <see cref="Layers"/> makes them.</param>
    /// <param name="x">[R, C, S].</param>
    /// <param name="valid">[R, S] bool.</param>
    /// <param name="stride">Of each layer.</param>
    public static Tensor Through(Sequential layers, Tensor x, Tensor valid, int stride)
    {
        if (Masked.All(valid)) return layers.call(x);
        x = Masked.Zero(x, valid.unsqueeze(1));
        foreach (var layer in layers.children().Cast<Module<Tensor, Tensor>>().Chunk(ModulesOfALayer))
        {
            x = layer.Aggregate(x, (y, module) => module.call(y));
            valid = functional.max_pool1d(valid.unsqueeze(1).to_type(x.dtype), stride, stride, ceil_mode: true).squeeze(1).gt(0);
            x = Masked.Zero(x, valid.unsqueeze(1));
        }
        return x;
    }

    /// <summary>Puts tokens on the clock, or their mean if one token is wanted.</summary>
    /// <param name="values">[B, T, E].</param>
    /// <param name="clock">[B, T].</param>
    /// <param name="tokenSeconds">Length of a token.</param>
    /// <param name="pool">One token or T.</param>
    public static MediaTokens Tokens(Tensor values, StepClock clock, double tokenSeconds, TokenPool pool)
    {
        return pool == TokenPool.Global ? Pooled(values, clock, tokenSeconds) : new()
        {
            Values = values.unsqueeze(1),
            Valid = clock.Valid.unsqueeze(1),
            Seconds = clock.Seconds.unsqueeze(1),
            Span = full_like(clock.Seconds, tokenSeconds / 2).unsqueeze(1),
        };
    }

    // From the first real token's beginning to the last one's end.
    private static MediaTokens Pooled(Tensor values, StepClock clock, double tokenSeconds)
    {
        var (any, hidden) = (clock.Valid.any(1, keepdim: true), clock.Valid.logical_not());
        var length = clock.Seconds.masked_fill(hidden, float.NegativeInfinity).amax([1], keepdim: true) - clock.Seconds.masked_fill(hidden, float.PositiveInfinity).amin([1], keepdim: true);
        return new()
        {
            Values = Masked.Mean(values, clock.Valid).unsqueeze(1).unsqueeze(1),
            Valid = any.unsqueeze(1),
            Seconds = Masked.Mean(clock.Seconds.unsqueeze(-1), clock.Valid).unsqueeze(1),
            Span = Masked.Zero((length + tokenSeconds) / 2, any).unsqueeze(1),
        };
    }

    private static Module<Tensor, Tensor>[] Layer(int from, int to, int kernel, int stride) =>
        [Conv1d(from, to, kernel, stride, kernel / 2), BatchNorm1d(to), ReLU()];
}
