using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Models;

/// <summary>The weighted sum of a model's losses. Owns their parameters (projectors, temperatures).</summary>
public sealed class Objective : Module<FusionOutput, Batch, ObjectiveValue>
{
    private readonly IReadOnlyList<ObjectiveTerm> _terms;

    internal Objective(IReadOnlyList<ObjectiveTerm> terms) : base("objective")
    {
        _terms = terms;
        for (var i = 0; i < terms.Count; i++) register_module(Name(i), (Module)_terms[i].Loss);
    }

    /// <summary>Share of the training run that is done, 0…1: weights may change over it. In evaluation mode the last weights hold, so that epochs compare.</summary>
    public double Progress { get; set; }

    /// <summary>Whether a loss tells rows apart by a vector that is the subject's own (face, voice, physiology), so that batches of several subjects would teach it persons.</summary>
    /// <param name="fromStimulus">Modalities that are made of the stimulus.</param>
    public bool TellsPersonsApart(IReadOnlySet<string> fromStimulus) =>
        _terms.Any(term => term.Loss.ComparesRows && term.Ends.Any(end => end.Modality is { } modality && !fromStimulus.Contains(modality)));

    /// <summary>Whether a loss stands on <c>teacher.ema.*</c>: what the model's own moving average makes of a batch, which the trainer then keeps.</summary>
    public bool NeedsAverage => _terms.Any(term => term.Ends.Any(end => Stages.After($"{Stages.TeacherPrefix}{Stages.AverageTeacher}.", end.Stage) is not null));

    /// <summary>A batch with what the averaged model made of it, for the losses that stand on it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="average">The averaged model's output for that batch.</param>
    public static Batch WithAverage(Batch batch, FusionOutput average) => batch.With(targets: batch.Targets
        .Concat(average.AsTeacher().Select(t => KeyValuePair.Create($"{Stages.AverageTeacher}.{t.Key}", t.Value))).ToDictionary(StringComparer.Ordinal));

    /// <summary>What it was built from.</summary>
    public IEnumerable<LossSpec> Losses => _terms.Select(term => term.Spec);

    internal IEnumerable<(string Name, ObjectiveTerm Term)> Terms => _terms.Select((term, i) => (Name(i), term));

    /// <summary>Lets the losses that ask for something hidden hide it. To be called on each batch before the model sees it.</summary>
    /// <param name="batch">A batch as the data made it.</param>
    /// <returns>The batch that the model and <see cref="forward"/> are to see; the same one where no loss is an <see cref="IPretext"/>.</returns>
    public Batch Prepare(Batch batch)
    {
        for (var i = 0; i < _terms.Count; i++)
        {
            if (_terms[i].Loss is not IPretext pretext) continue;
            (batch, var answer) = pretext.Prepare(batch);
            batch = batch.With(targets: new Dictionary<string, LossVector>(batch.Targets, StringComparer.Ordinal) { [Name(i)] = answer });
        }
        return batch;
    }

    /// <summary>Computes the loss of a batch.</summary>
    /// <param name="output">What the model made of the batch.</param>
    /// <param name="batch">The batch, for its labels and ids.</param>
    public override ObjectiveValue forward(FusionOutput output, Batch batch)
    {
        using var scope = NewDisposeScope();
        var terms = new Dictionary<string, LossTerm>(StringComparer.Ordinal);
        Tensor? total = null;
        for (var i = 0; i < _terms.Count; i++)
        {
            var term = terms[Name(i)] = _terms[i].Loss.call(_terms[i].Inputs(Name(i), output, batch));
            if (term.Value is null) continue;
            var weighted = term.Value * Weight(_terms[i].Spec.Weight);
            total = total is null ? weighted : total + weighted;
        }
        return new ObjectiveValue(total, terms).MoveToOuterDisposeScope();
    }

    /// <summary>The vectors that each loss compares, as it compares them, by the term's name; losses that compare none are left out.</summary>
    /// <param name="output">What the model made of the batch.</param>
    /// <param name="batch">The batch.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<LossVector>> Compared(FusionOutput output, Batch batch) => Enumerable.Range(0, _terms.Count)
        .Where(i => _terms[i].Loss is IComparesVectors)
        .ToDictionary(Name, i => ((IComparesVectors)_terms[i].Loss).Compared(_terms[i].Inputs(Name(i), output, batch)), StringComparer.Ordinal);

    private double Weight(LossWeight weight) => training ? weight.At(Progress) : weight.Last;

    // Two losses of one type are told apart by their place.
    private string Name(int i) =>
        _terms.Count(t => t.Spec.Loss.Type == _terms[i].Spec.Loss.Type) == 1 ? _terms[i].Spec.Loss.Type : $"{_terms[i].Spec.Loss.Type}_{i}";
}

/// <summary>What the objective of a batch is.</summary>
/// <param name="Total">The weighted sum, with gradient; null where no term gave a loss.</param>
/// <param name="Terms">Each loss's own term by its name, before its weight.</param>
public sealed record ObjectiveValue(Tensor? Total, IReadOnlyDictionary<string, LossTerm> Terms)
{
    /// <summary>Moves every tensor to the enclosing dispose scope.</summary>
    public ObjectiveValue MoveToOuterDisposeScope()
    {
        Total?.MoveToOuterDisposeScope();
        foreach (var term in Terms.Values)
        {
            term.Value?.MoveToOuterDisposeScope();
            foreach (var figure in term.Diagnostics?.Values ?? []) figure.MoveToOuterDisposeScope();
        }
        return this;
    }
}
