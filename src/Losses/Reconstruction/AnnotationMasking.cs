using System.ComponentModel.DataAnnotations;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="AnnotationMasking"/>.</summary>
public sealed record AnnotationMaskingOptions : PartOptions<ILoss>
{
    /// <summary>The table that is hidden in part. Default <c>ratings</c>.</summary>
    public string Modality { get; init; } = "ratings";

    /// <summary>Columns K of the table.</summary>
    [Range(1, 4096)] public required int Columns { get; init; }

    /// <summary>Chance that a value is hidden. Default 0.5.</summary>
    [Range(0.01, 0.99)] public double Hidden { get; init; } = 0.5;
}

/// <summary>Hides annotations at random and infers them from what is left: signals and the other annotations.</summary>
/// <remarks>
/// A hidden value counts as absent for the model; a decoder reads all K from the vector; mean squared error over hidden values. Train on centred and scaled
/// columns. A column that is a target or metric of the run must not be in the table. Devlin et al. 2018, BERT, arXiv:1810.04805, for table columns.
/// </remarks>
[Part("annotation-masking")]
[LossEnds("fused")]
public sealed class AnnotationMasking : Module<LossInputs, LossTerm>, ILoss, IPretext
{
    private readonly AnnotationMaskingOptions _options;
    [ComponentName(Name = "decoder")] private readonly Decoder _decoder;

    /// <summary>Makes the loss.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="sizes">Width: of the vector.</param>
    public AnnotationMasking(AnnotationMaskingOptions options, PartSizes sizes) : base("annotation-masking")
    {
        _options = options;
        _decoder = new Decoder(sizes.Width, sizes.Width, options.Columns);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public string Modality => _options.Modality;

    /// <inheritdoc/>
    public WindowShape? Window(WindowAssumptions assumed) => new("K", [_options.Columns], 0, 0);

    /// <inheritdoc/>
    public (Batch Batch, LossVector Answer) Prepare(Batch batch)
    {
        using var scope = NewDisposeScope();
        if (!batch.Modalities.TryGetValue(_options.Modality, out var table))
            throw new ArgumentException($"Expected a batch with the table '{_options.Modality}'; got {string.Join(", ", batch.Modalities.Keys.Order(StringComparer.Ordinal))}.");
        Axes.Match((table.Values, $"B {_options.Columns}"), (table.Valid, $"B {_options.Columns}"));
        var hidden = rand_like(table.Values).lt(_options.Hidden).logical_and(table.Valid);
        return Steps.Asked(batch, _options.Modality, table, table.Values.masked_fill(hidden, 0),
            new(_options.Modality, table.Values.masked_fill(hidden.logical_not(), 0), hidden), table.Valid.logical_and(hidden.logical_not()));
    }

    /// <summary>Asks for what was hidden.</summary>
    /// <param name="inputs">One end [B, D], and the answer.</param>
    /// <returns>Null value where fewer than 2 rows have a hidden value. Diagnostics: <c>values</c>, how many were asked for.</returns>
    public override LossTerm forward(LossInputs inputs)
    {
        if (inputs.Answer is not { } answer) return Rows.Term(null, 0);
        var end = inputs.Ends[0];
        Axes.Match((end.Values, "B D"), (answer.Values, "B K"));
        using var scope = NewDisposeScope();
        var asked = answer.Present.logical_and(end.Present.unsqueeze(1));
        var rows = asked.any(1).sum().ToInt64();
        if (rows < 2) return Rows.Term(null, rows);
        var places = Rows.Of(asked.flatten());
        var guess = _decoder.call(Masked.Zero(end.Values, end.Present)).flatten();
        var value = functional.mse_loss(Rows.Take(guess, places), Rows.Take(answer.Values.flatten(), places));
        return Rows.Term(value, rows, new() { ["values"] = tensor((float)places.shape[0]) });
    }
}
