using Eegavi.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>The loss against the targets of other rows: a loss that is no lower than this has learned nothing of its targets.</summary>
internal static class ShuffledLoss
{
    /// <summary>The total loss of a batch in which each row's labels, query and contexts are those of the row before it.</summary>
    /// <returns>Null where no term gave a loss.</returns>
    public static double? Of(Objective objective, FusionOutput output, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var shuffled = new FusionOutput
        {
            Embedding = output.Embedding,
            Present = output.Present,
            Predictions = output.Predictions,
            Query = Next(output.Query),
            Contexts = output.Contexts.ToDictionary(context => context.Key, context => Next(context.Value), StringComparer.Ordinal),
        };
        var labels = new Batch
        {
            Modalities = batch.Modalities,
            Labels = batch.Labels.ToDictionary(label => label.Key, label => new LabelColumn { Values = Next(label.Value.Values), Present = Next(label.Value.Present) }, StringComparer.Ordinal),
            RowIds = batch.RowIds,
            Subjects = batch.Subjects,
            Targets = batch.Targets.ToDictionary(target => target.Key, target => Next(target.Value), StringComparer.Ordinal),
        };
        return objective.call(shuffled, labels).Total?.ToDouble();
    }

    // A turn by one row leaves none in place and takes nothing from the random numbers of training.
    private static Tensor Next(Tensor values) => values.roll(1, 0);

    private static LossVector Next(LossVector vector) =>
        vector with { Values = Next(vector.Values), Present = Next(vector.Present), Seconds = vector.Seconds is null ? null : Next(vector.Seconds) };

    private static TokenSequence Next(TokenSequence tokens) => new()
    {
        Values = Next(tokens.Values),
        Valid = Next(tokens.Valid),
        Seconds = Next(tokens.Seconds),
        Span = Next(tokens.Span),
        Item = Next(tokens.Item),
        Timeless = tokens.Timeless is null ? null : Next(tokens.Timeless),
    };
}
