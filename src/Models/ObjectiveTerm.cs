namespace Eegavi.Models;

/// <summary>A loss and where it stands.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Spec">Its description.</param>
/// <param name="Ends">Its vectors.</param>
internal sealed record ObjectiveTerm(ILoss Loss, LossSpec Spec, IReadOnlyList<TermEnd> Ends)
{
    /// <summary>What the loss sees of a batch.</summary>
    /// <param name="name">The term's name, under which a pretext has left its answer.</param>
    /// <param name="output">What the model made of the batch.</param>
    /// <param name="batch">The batch.</param>
    public LossInputs Inputs(string name, FusionOutput output, Batch batch) => new()
    {
        Ends = [.. Ends.Select(end => end.Read(output, batch))],
        Predictions = Spec.Head is null ? null : output.Predictions[Spec.Head],
        Targets = [.. LabelNames().Select(label => Label(batch, label))],
        Answer = Loss is IPretext ? batch.Targets.GetValueOrDefault(name) : null,
        RowIds = batch.RowIds,
        Subjects = batch.Subjects,
        Stimuli = batch.Stimuli,
    };

    private IEnumerable<string> LabelNames() => Spec.Labels ?? ((Spec.Label ?? Spec.Head) is { } label ? [label] : []);

    private static LabelColumn Label(Batch batch, string name) =>
        batch.Labels.TryGetValue(name, out var label) ? label
            : throw new ArgumentException($"Expected a batch with the label '{name}'; got {ModelRules.Listed(batch.Labels.Keys)}.");
}

/// <summary>One end of a loss.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Modality">The modality that it is made of alone; null where it is made of several.</param>
internal sealed record TermEnd(string Stage, string? Modality)
{
    /// <summary>Its vectors.</summary>
    public LossVector Read(FusionOutput output, Batch batch)
    {
        if (Stages.After(Stages.TeacherPrefix, Stage) is { } teacher) return Target(batch, teacher);
        var vector = output.Vector(Stage);
        return Modality is not null && batch.StimulusModalities.Contains(Modality) ? vector with { FromStimulus = true } : vector;
    }

    private LossVector Target(Batch batch, string name) => batch.Targets.TryGetValue(name, out var target) ? target with { Name = Stage }
        : throw new ArgumentException($"Expected a batch with the teacher's vectors '{name}'; got {ModelRules.Listed(batch.Targets.Keys)}.");
}
