using System.ComponentModel.DataAnnotations;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="TemporalOrder"/>.</summary>
public sealed record TemporalOrderOptions : PartOptions<ILoss>
{
    /// <summary>The modality that is shuffled. Default <c>eeg</c>.</summary>
    public string Modality { get; init; } = "eeg";

    /// <summary>Where its window has its steps. Default <c>signal</c>.</summary>
    public StepLayout Layout { get; init; } = StepLayout.Signal;

    /// <summary>Steps a second. Default 128.</summary>
    [Range(1e-3, 1e5)] public double SamplingRateHz { get; init; } = 128;

    /// <summary>Segments that a window is cut into; their orders are the classes. Default 3 (6 orders).</summary>
    [Range(2, 5)] public int Segments { get; init; } = 3;

    /// <summary>Seconds that are silenced at each cut, so that a jump in the signal does not tell. Default 0.25.</summary>
    [Range(0, 1e3)] public double GapSeconds { get; init; } = 0.25;
}

/// <summary>Shuffles the segments of a signal and asks for their order: pre-training without labels.</summary>
/// <remarks>
/// Each row draws an order; the mean tokens of the segments, side by side, go through a decoder to one logit for each order; cross-entropy. Rows that are not real
/// from end to end stay as they are and are not asked. Lee et al. 2017, Sorting Sequences, arXiv:1708.01246; for EEG Banville et al. 2021, arXiv:2007.16104.
/// </remarks>
[Part("temporal-order")]
[LossEnds("tokens.query")]
public sealed class TemporalOrder : Module<LossInputs, LossTerm>, ILoss, IPretext
{
    private readonly TemporalOrderOptions _options;
    private readonly int _width;
    [ComponentName(Name = "decoder")] private readonly Decoder _decoder;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the tokens.</param>
    public TemporalOrder(TemporalOrderOptions options, PartSizes sizes) : base("temporal-order")
    {
        (_options, _width) = (options, sizes.Width);
        _decoder = new Decoder(sizes.Width * options.Segments, sizes.Width, Enumerable.Range(1, options.Segments).Aggregate(1, (a, b) => a * b));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public string Modality => _options.Modality;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => Steps.Window(_options.Layout, channels: 1, _options.SamplingRateHz, assumed);

    /// <inheritdoc/>
    public (Batch Batch, LossVector Answer) Prepare(Batch batch)
    {
        using var scope = NewDisposeScope();
        var (window, values) = Steps.Of(batch, _options.Modality, _options.Layout);
        var (rows, length, k) = (values.shape[0], values.shape[1] / _options.Segments, _options.Segments);
        if (length == 0) throw new ArgumentException($"Expected '{_options.Modality}' with at least {k} steps, one for each segment; got {values.shape[1]}.");
        var whole = window.Valid.narrow(1, 0, k * length).all(1);                            // [B]
        var straight = arange(k, device: values.device).expand(rows, k);
        var order = where(whole.unsqueeze(1), rand([rows, k], device: values.device).argsort(1), straight);
        var from = (order.unsqueeze(2) * length + arange(length, device: values.device)).flatten(1);   // [B, k · length]
        var shuffled = values.narrow(1, 0, k * length).gather(1, from.unsqueeze(2).expand(rows, k * length, values.shape[2]));
        var seen = cat([Silenced(shuffled, whole, length), values.narrow(1, k * length, values.shape[1] - k * length)], 1);
        var centres = window.Seconds.narrow(1, 0, k * length).reshape(rows, k, length).mean([2]);
        return Steps.Asked(batch, _options.Modality, window, Steps.Turn(seen, _options.Layout), new(_options.Modality, Rank(order).unsqueeze(1), whole) { Seconds = centres });
    }

    /// <summary>Asks for the order.</summary>
    /// <param name="inputs">One end of tokens [B, T, D] with seconds, and the answer.</param>
    /// <returns>Null value where fewer than 2 rows have a token in every segment. Diagnostics: <c>accuracy</c>; chance is 1 / orders.</returns>
    public override LossTerm forward(LossInputs inputs)
    {
        if (inputs.Answer is not { } answer) return Rows.Term(null, 0);
        Widths.Check(inputs.Ends[0].Values, _width);
        using var scope = NewDisposeScope();
        var centres = Masked.Zero(answer.Seconds!, answer.Present);
        var seconds = centres.narrow(1, 1, 1) - centres.narrow(1, 0, 1);                     // length of a segment, the same in every row that is asked
        var (tokens, any) = TimeSlots.Mean(inputs.Ends[0], centres, seconds.max().ToDouble());
        var rows = Rows.Of(answer.Present.logical_and(any.all(1)));
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);
        var (logits, target) = (_decoder.call(Rows.Take(tokens.flatten(1), rows)), Rows.Take(answer.Values.squeeze(1), rows));
        return Rows.Term(functional.cross_entropy(logits, target), rows.shape[0], new() { ["accuracy"] = logits.detach().argmax(1).eq(target).to_type(logits.dtype).mean() });
    }

    // [B, k · length, C]; rows that were not shuffled are not silenced.
    private Tensor Silenced(Tensor values, Tensor shuffled, long length)
    {
        var gap = (long)Math.Round(_options.GapSeconds * _options.SamplingRateHz / 2);
        var step = arange(values.shape[1], device: values.device);
        var nearest = (step + length / 2).floor_divide(length);                              // number of the nearest cut; the first and last are the window's ends
        var isCut = nearest.gt(0).logical_and(nearest.lt(_options.Segments));
        var before = nearest * length - step;                                                // 1…gap before the cut, 0…−gap + 1 after it
        var silent = isCut.logical_and(before.le(gap)).logical_and(before.gt(-gap));
        return values.masked_fill(silent.unsqueeze(0).logical_and(shuffled.unsqueeze(1)).unsqueeze(2), 0);
    }

    // [B] place of each order among all orders, by how many later segments are smaller (Lehmer's code).
    private static Tensor Rank(Tensor order)
    {
        var (k, rank) = ((int)order.shape[1], zeros_like(order.select(1, 0)));
        for (var i = 0; i < k; i++)
        {
            var smaller = order.narrow(1, i + 1, k - i - 1).lt(order.narrow(1, i, 1)).sum(1);
            rank = rank * (k - i) + smaller;
        }
        return rank;
    }
}
