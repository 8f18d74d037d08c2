using System.ComponentModel.DataAnnotations;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Encoders;

/// <summary>Options of <see cref="PredictedRatings"/>.</summary>
public sealed record PredictedRatingsOptions : PartOptions<ITableMaker>
{
    /// <summary>Label columns K that are predicted. No default.</summary>
    [MinLength(1)] public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The modality of tokens [B, N, E] whose mean predicts them. Default <c>eeg</c>.</summary>
    [MinLength(1)] public string From { get; init; } = "eeg";

    /// <summary>Width E of its tokens. No default: it is the data's.</summary>
    [Range(1, 65536)] public int Width { get; init; }

    /// <summary>Ridge penalty λ on standardised features, for each training row. Default 0.1.</summary>
    [Range(1e-9, 1e6)] public double Ridge { get; init; } = 0.1;

    /// <summary>Parts into which training subjects are cut: rows of one are predicted from the others. Default 5.</summary>
    [Range(2, 1000)] public int Folds { get; init; } = 5;
}

/// <summary>Predicts ratings from a modality by ridge regression, so that a sidecar may read them where nobody rated.</summary>
/// <remarks>
/// Training rows get what a fit to the <em>other</em> training subjects says of them: a prediction of a row that was fitted to would be better than any that
/// comes later, and the model would trust it too much. Hoerl and Kennard 1970, doi:10.1080/00401706.1970.10488634; Wolpert 1992, stacked generalization.
/// </remarks>
[Part("predicted-ratings")]
public sealed class PredictedRatings : Module<Batch, ModalityWindow>, ITableMaker
{
    private readonly PredictedRatingsOptions _options;
    private readonly Dictionary<string, float[]> _outOfFold = new(StringComparer.Ordinal);
    [ComponentName(Name = "weight")] private readonly Tensor _weight;
    [ComponentName(Name = "bias")] private readonly Tensor _bias;
    [ComponentName(Name = "fitted")] private readonly Tensor _fitted;

    /// <summary>Makes it, not yet fitted.</summary>
    public PredictedRatings(PredictedRatingsOptions options) : base("predicted-ratings")
    {
        _options = options;
        (_weight, _bias, _fitted) = (zeros(options.Width, options.Labels.Count), zeros(options.Labels.Count), zeros([1], ScalarType.Bool));
        RegisterComponents();
    }

    /// <summary>Ratings K.</summary>
    public int Columns => _options.Labels.Count;

    /// <summary>None: only training rows must have been rated.</summary>
    public IReadOnlyList<string> LabelsRead => [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No training row has both tokens and ratings, or there is one subject alone.</exception>
    public void Fit(IBatchSource data, IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var read = InChunks.Read(data, rows, Known);
        var (x, y, there, known) = (read[0], read[1], read[2], read[3]);
        FitToOthers(x, y, there, known, [.. rows.Select(row => data.RowIds[row])], [.. rows.Select(row => data.Subjects[row])]);
        var (weight, bias) = Ridge(x, y, known);
        _weight.copy_(weight);
        _bias.copy_(bias);
        _fitted.fill_(true);
    }

    private void FitToOthers(Tensor x, Tensor y, Tensor there, Tensor known, string[] ids, string[] subjects)
    {
        var distinct = subjects.Distinct().Order(StringComparer.Ordinal).ToArray();
        if (distinct.Length < 2) throw new ArgumentException($"predicted-ratings: expected training rows of at least two subjects; got {distinct.Length}.");
        _outOfFold.Clear();
        foreach (var fold in distinct.Select((subject, i) => (subject, Fold: i % _options.Folds)).GroupBy(s => s.Fold, s => s.subject))
        {
            var left = tensor(subjects.Select(subject => fold.Contains(subject)).ToArray(), device: x.device);
            var (weight, bias) = Ridge(x, y, known.logical_and(left.logical_not()));
            Keep(ids, left.logical_and(there), x.mm(weight) + bias);
        }
    }

    private Tensor[] Known(Batch batch)
    {
        var ((x, there), (y, rated)) = (Features(batch), LabelMatrix.Of(batch, _options.Labels));
        return [x, y, there, there.logical_and(rated)];
    }

    /// <summary>Predicts.</summary>
    /// <returns>[B, K]; missing where the row lacks the modality.</returns>
    public override ModalityWindow forward(Batch batch)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var (x, there) = Features(batch);
        var predicted = x.mm(_weight) + _bias;
        for (var row = 0; row < batch.Size; row++)
        {
            if (_outOfFold.TryGetValue(batch.RowIds[row], out var values)) predicted[row] = tensor(values, device: predicted.device);
        }
        return LabelMatrix.Kept(LabelMatrix.Table(predicted, there.logical_and(_fitted)));
    }

    private (Tensor Values, Tensor There) Features(Batch batch)
    {
        if (!batch.Modalities.TryGetValue(_options.From, out var window)) return (zeros([batch.Size, _options.Width], device: _weight.device), zeros([batch.Size], ScalarType.Bool, _weight.device));
        Axes.Match((window.Values, $"B N {_options.Width}"), (window.Valid, "B N"));
        return (Masked.Mean(window.Values, window.Valid), window.Valid.any(1));
    }

    private (Tensor Weight, Tensor Bias) Ridge(Tensor x, Tensor y, Tensor known)
    {
        var rows = known.nonzero().squeeze(1);
        if (rows.shape[0] < 2) throw new ArgumentException($"predicted-ratings: expected training rows with '{_options.From}' and {string.Join(", ", _options.Labels)}; got {rows.shape[0]}.");
        (x, y) = (x.index_select(0, rows), y.index_select(0, rows));
        var (mean, scale, middle) = (x.mean([0L]), x.std(0, unbiased: false).clamp_min(1e-6), y.mean([0L]));
        var z = (x - mean) / scale;
        var weight = linalg.solve(z.t().mm(z) + eye(_options.Width, device: z.device) * (_options.Ridge * rows.shape[0]), z.t().mm(y - middle)) / scale.unsqueeze(1);
        return (weight, middle - mean.unsqueeze(0).mm(weight).squeeze(0));
    }

    private void Keep(IReadOnlyList<string> ids, Tensor which, Tensor predicted)
    {
        var (mask, values, columns) = (which.cpu().data<bool>().ToArray(), predicted.cpu().data<float>().ToArray(), _options.Labels.Count);
        for (var row = 0; row < ids.Count; row++)
        {
            if (mask[row]) _outOfFold[ids[row]] = values[(row * columns)..((row + 1) * columns)];
        }
    }
}
