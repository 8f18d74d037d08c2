using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Properties;

/// <summary>One loss with a batch that it gives a value for. Some of each kind of row lacks something.</summary>
/// <param name="Name">Name of the part, and what is particular.</param>
/// <param name="Make">Makes the loss, the same each time.</param>
/// <param name="Inputs">Makes the batch, the same each time.</param>
public sealed record LossCase(string Name, Func<nn.Module<LossInputs, LossTerm>> Make, Func<LossInputs> Inputs)
{
    public const int Rows = 8;

    public override string ToString() => Name;

    /// <summary>The loss in float64.</summary>
    public nn.Module<LossInputs, LossTerm> Double()
    {
        manual_seed(5);
        return Make().to(ScalarType.Float64);
    }

    /// <summary>The batch with only these rows, in this order, as leaves that ask for gradients.</summary>
    public static LossInputs Pick(LossInputs inputs, params int[] rows)
    {
        var index = tensor(rows, dtype: ScalarType.Int64);
        Tensor Of(Tensor x) => Leaf(x.detach().index_select(0, index));
        LossVector Vector(LossVector v) => v with { Values = Of(v.Values), Present = Of(v.Present), Seconds = v.Seconds is null ? null : Of(v.Seconds) };
        return new()
        {
            Ends = [.. inputs.Ends.Select(Vector)],
            Predictions = inputs.Predictions is null ? null : Of(inputs.Predictions),
            Targets = [.. inputs.Targets.Select(t => new LabelColumn { Values = Of(t.Values), Present = Of(t.Present) })],
            Answer = inputs.Answer is null ? null : Vector(inputs.Answer),
            RowIds = [.. rows.Select(r => inputs.RowIds[r])],
            Subjects = [.. rows.Select(r => inputs.Subjects[r])],
            Stimuli = [.. rows.Select(r => inputs.Stimuli[r])],
        };
    }

    /// <summary>The batch with nonsense wherever a mask is false, and in the predictions of rows without any label.</summary>
    public static LossInputs Poison(LossInputs inputs)
    {
        var copy = Pick(inputs, [.. Enumerable.Range(0, Rows)]);
        foreach (var end in copy.Ends.Append(copy.Answer).OfType<LossVector>()) Spoil(end.Values, end.Present);
        foreach (var label in copy.Targets) Spoil(label.Values, label.Present);
        if (copy.Predictions is not null && copy.Targets.Count > 0) Spoil(copy.Predictions, stack(copy.Targets.Select(t => t.Present), 1).any(1));
        return copy;
    }

    /// <summary>What a gradient may reach: vectors and predictions.</summary>
    public static Tensor[] Leaves(LossInputs inputs) =>
        [.. inputs.Ends.Select(e => e.Values).Append(inputs.Predictions).OfType<Tensor>().Where(t => t.requires_grad)];

    private static Tensor Leaf(Tensor x) => x.is_floating_point() ? x.requires_grad_() : x;

    private static void Spoil(Tensor values, Tensor present)
    {
        using var _ = no_grad();
        var hidden = present.logical_not();
        while (hidden.ndim < values.ndim) hidden = hidden.unsqueeze(-1);
        values.masked_fill_(hidden.expand_as(values), values.is_floating_point() ? double.NaN : 99);
    }
}
