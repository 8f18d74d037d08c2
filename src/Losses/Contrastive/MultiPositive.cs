using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>The cross-entropy of the first end over all (modality, row) columns: temperature, projectors and the three forms.</summary>
internal sealed class MultiPositive : Module
{
    private readonly MultiPositiveOptions _options;
    [ComponentName(Name = "log_temperature")] private readonly Parameter _logTemperature;
    [ComponentName(Name = "ends")] private readonly ProjectedEnds _ends;

    /// <exception cref="ArgumentException">The projection options contradict each other or the widths.</exception>
    public MultiPositive(MultiPositiveOptions options, PartSizes sizes) : base("positives")
    {
        _options = options;
        _logTemperature = Parameter(tensor((float)Math.Log(options.Temperature)), options.LearnTemperature);
        _ends = new ProjectedEnds(options, sizes);
        RegisterComponents();
    }

    /// <summary>Compares the first end with all others at once; see <see cref="MultiPositiveInfoNce"/>.</summary>
    public LossTerm Compare(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var vectors = _ends.Project(inputs.Ends);
        var rows = Rows.Of(inputs.Ends[0].Present.logical_and(stack(inputs.Ends.Skip(1).Select(e => e.Present), 1).any(1)));
        if (rows.shape[0] < 2) return Rows.Term(null, rows.shape[0]);

        var temperature = _logTemperature.exp();
        var anchor = Rows.Take(vectors[0], rows) / temperature;                             // [R, P]
        var blocks = Enumerable.Range(1, vectors.Length - 1).Select(m => Block(inputs, m, rows, anchor, vectors[m])).OfType<ColumnBlock>().ToArray();
        var (logits, positive) = (cat([.. blocks.Select(b => b.Logits)], 1), cat([.. blocks.Select(b => b.Positive)], 1));
        var value = Value(blocks, logits, positive).mean();
        return Rows.Term(value, rows.shape[0], new(Parts(blocks, logits))
        {
            ["above_floor"] = value.detach() - Floor(blocks, positive, value.dtype).mean(),
            ["temperature"] = temperature.detach().clone(),
            ["top1"] = Rows.Top1(logits, positive),
        });
    }

    /// <summary>The ends as they are compared.</summary>
    public IReadOnlyList<LossVector> Compared(LossInputs inputs) => _ends.Compared(inputs.Ends);

    // A modality that no row has gives no columns.
    private ColumnBlock? Block(LossInputs inputs, int m, Tensor rows, Tensor anchor, Tensor other)
    {
        var columns = Rows.Of(inputs.Ends[m].Present);
        if (columns.shape[0] == 0) return null;
        var table = PairTable.Of(rows, columns, StimulusOverlap.Of(inputs, _options.SharedStimulus, inputs.Ends[0], inputs.Ends[m]), _options.SharedStimulus);
        return new(inputs.Ends[m].Name, table.Hide(anchor.mm(Rows.Take(other, columns).t())), table.Positive);
    }

    // [R].
    private Tensor Value(ColumnBlock[] blocks, Tensor logits, Tensor positive) => _options.Form switch
    {
        MultiPositiveForm.LogSum => logits.logsumexp(1) - logits.masked_fill(positive.logical_not(), double.NegativeInfinity).logsumexp(1),
        MultiPositiveForm.Mean => Contrast.MeanOver(logits.logsumexp(1, keepdim: true) - logits, positive),
        _ => Contrast.MeanOver(cat([.. blocks.Select(b => b.Logits.logsumexp(1, keepdim: true) - b.Logits)], 1), positive),
    };

    // How well each modality is found by itself, whatever the form: the mean over its positives, which of log-sum is what one of them hides of the others.
    private Dictionary<string, Tensor> Parts(ColumnBlock[] blocks, Tensor logits)
    {
        using var _ = no_grad();
        var all = logits.logsumexp(1, keepdim: true);
        Tensor Loss(ColumnBlock b) => (_options.Form == MultiPositiveForm.PerModality ? b.Logits.logsumexp(1, keepdim: true) : all) - b.Logits;
        return blocks.ToDictionary(b => $"part.{b.Name}", b => Loss(b).masked_fill(b.Positive.logical_not(), 0).sum() / b.Positive.sum(type: logits.dtype).clamp_min(1));
    }

    // [R]: below this no vectors can bring a row. K positives that compete with each other reach ln K each.
    private Tensor Floor(ColumnBlock[] blocks, Tensor positive, ScalarType type)
    {
        var count = positive.sum(1, type: type);
        if (_options.Form == MultiPositiveForm.LogSum) return zeros_like(count);
        if (_options.Form == MultiPositiveForm.Mean) return count.log();
        return blocks.Select(b => b.Positive.sum(1, type: type)).Select(k => k * k.clamp_min(1).log()).Aggregate((a, b) => a + b) / count;
    }

    /// <summary>The columns of one modality.</summary>
    /// <param name="Name">Of the end.</param>
    /// <param name="Logits">[R, C], −∞ where a pair is left out.</param>
    /// <param name="Positive">[R, C] bool.</param>
    private sealed record ColumnBlock(string Name, Tensor Logits, Tensor Positive);
}
