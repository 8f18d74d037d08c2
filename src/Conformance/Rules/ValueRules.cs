using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Shapes and types are those of the contract.</summary>
internal sealed class ShapeRule : CaseRule
{
    public override string Name => "shapes and types are as declared";

    public override string Remedy => "Return what the contract's summary says, in the type of what came in, with the widths that the part itself declares.";

    public override string? Check(Trial trial) => trial.Subject.WrongShape(trial.Module, trial.Inputs, trial.Call());
}

/// <summary>No pattern of missing tokens, rows or modalities gives NaN.</summary>
internal sealed class FiniteRule : CaseRule
{
    public override string Name => "outputs and gradients are finite, whatever is missing";

    public override string Remedy =>
        "Look at what has nothing to read: a softmax over no keys, a mean over no tokens, a norm or a square root at 0. Compute the rows that are there (PresentRows), or clamp before dividing.";

    public override string? Check(Trial trial)
    {
        var (outputs, gradients) = trial.Backward([.. trial.Inputs.Select(strand => strand.Polluted(double.NaN))]);
        var wrong = outputs.FirstOrDefault(strand => strand.Values.is_floating_point() && !Finite(strand.Values.masked_fill(strand.Hidden(), 0)));
        if (wrong is not null) return $"'{wrong.Name}' is not finite where it is real";
        var lost = gradients.FirstOrDefault(pair => pair.Gradient is not null && !Finite(pair.Gradient));
        return lost.Name is null ? null : $"the gradient of '{lost.Name}' is not finite";
    }

    private static bool Finite(Tensor values) => values.isfinite().all().ToBoolean();
}

/// <summary>What stands under a false mask changes no output and no gradient.</summary>
internal sealed class MaskRule : CaseRule
{
    private static readonly double[] Pollutions = [double.NaN, double.PositiveInfinity, 1e30];

    public override string Name => "what stands under a mask does not matter";

    public override string Remedy =>
        "Zero what is masked before it is used (Masked.Zero: 0 × NaN is NaN, so a product does not do), mask the keys of attention, and take means over real tokens alone (Masked.Mean).";

    public override bool Applies(Subject subject) => subject is not (GateSubject or HeadSubject);

    public override string? Check(Trial trial)
    {
        var clean = trial.Backward([.. trial.Inputs.Select(strand => strand.Polluted(7))]);
        foreach (var pollution in Pollutions)
        {
            var dirty = trial.Backward([.. trial.Inputs.Select(strand => strand.Polluted(pollution))]);
            if (Difference.Find(clean.Outputs, dirty.Outputs) is { } problem) return $"with {pollution} in place of 7 under the mask, {problem}";
            if (Difference.Find(clean.Gradients, dirty.Gradients) is { } lost) return $"with {pollution} in place of 7 under the mask, {lost}";
        }
        return Reached(trial, clean.Gradients);
    }

    private static string? Reached(Trial trial, IReadOnlyList<(string Name, Tensor? Gradient)> gradients)
    {
        var ofInputs = gradients.Skip(gradients.Count - trial.Inputs.Count);
        var wrong = trial.Inputs.Zip(ofInputs).FirstOrDefault(pair => pair.Second.Gradient is { } gradient && gradient.masked_select(pair.First.Hidden()).ne(0).any().ToBoolean());
        return wrong.First is null ? null : $"a gradient reaches what is masked in '{wrong.First.Name}'";
    }
}

/// <summary>Rows do not influence each other; where they are compared on purpose, their order does not matter.</summary>
internal sealed class RowRule : CaseRule
{
    public override string Name => "rows do not influence each other";

    public override string Remedy =>
        "Keep the batch axis apart: no softmax, mean, sort or norm over axis 0, and no reshape that mixes it with another. A loss may compare rows, but not depend on their order.";

    public override string? Check(Trial trial)
    {
        var together = trial.Call();
        long[] turned = [.. Enumerable.Range(0, trial.Case.Rows).Select(row => (long)row).Reverse()];
        if (Find(trial, together, turned) is { } problem) return $"with the rows in reverse order, {problem}";
        if (!trial.Subject.RowsAreIndependent) return null;
        return Enumerable.Range(0, trial.Case.Rows).Select(row => Find(trial, together, row) is { } alone ? $"row {row} alone: {alone}" : null).FirstOrDefault(one => one is not null);
    }

    private static string? Find(Trial trial, IReadOnlyList<Strand> together, params long[] rows)
    {
        var index = tensor(rows);
        var got = trial.Call([.. trial.Inputs.Select(strand => strand.Rows(index))]);
        return Difference.Find([.. together.Select(strand => strand.Values.ndim == 0 ? strand : strand.Rows(index))], got);
    }
}

/// <summary>How many masked tokens follow does not matter.</summary>
internal sealed class PaddingRule : CaseRule
{
    public override string Name => "padding does not matter";

    public override string Remedy => "Divide by the number of real tokens, not by the length; let masks into every attention, and into convolutions by zeroing what is masked.";

    public override bool Applies(Subject subject) => subject is not (GateSubject or HeadSubject);

    public override string? Check(Trial trial)
    {
        if (trial.Subject.Padded(trial.Inputs) is not { } padded) return null;
        var plain = trial.Call();
        try
        {
            return Difference.Find(plain, trial.Call(padded), moreAllowed: trial.Subject is EncoderSubject) is { } problem ? $"with masked tokens at the end, {problem}" : null;
        }
        catch (ArgumentException) when (trial.Subject is EncoderSubject)
        {
            // It takes windows of its own length alone, and says so.
            return null;
        }
    }
}

/// <summary>A part leaves what it is given as it was.</summary>
internal sealed class UntouchedRule : CaseRule
{
    public override string Name => "inputs are not modified";

    public override string Remedy => "Use no operator in place (add_, masked_fill_, copy_, x[…] = …) on what came in or on a view of it: make a new tensor.";

    public override string? Check(Trial trial)
    {
        var before = trial.Inputs.Select(strand => strand.Map(tensor => tensor.clone())).ToList();
        trial.Call();
        return before.SelectMany(strand => strand.Tensors()).Zip(trial.Inputs.SelectMany(strand => strand.Tensors()))
            .Select(pair => Difference.Find($"'{pair.Second.Name}'", pair.First.Tensor, pair.Second.Tensor, 0)).FirstOrDefault(problem => problem is not null) is { } changed
            ? $"after the call {changed}" : null;
    }
}
