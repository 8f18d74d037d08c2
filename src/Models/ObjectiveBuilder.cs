using System.Reflection;

namespace Eegavi.Models;

/// <summary>Builds an objective from its losses.</summary>
/// <param name="parts">Makes the losses.</param>
public sealed class ObjectiveBuilder(IParts parts)
{
    /// <summary>Builds the losses of a model.</summary>
    /// <param name="losses">At least one.</param>
    /// <param name="model">The model whose vectors and heads they stand on.</param>
    /// <param name="teachers">Widths of the vectors that batches have from teachers, by name: <see cref="IBatchSource.TargetWidths"/> and those of frozen teachers. Null = none.</param>
    /// <exception cref="ArgumentException">A loss names a vector or head that the model lacks; every error is named.</exception>
    public Objective Build(IReadOnlyList<LossSpec> losses, FusionModel model, IReadOnlyDictionary<string, int>? teachers = null)
    {
        if (losses.Count == 0) throw new ArgumentException("losses: expected at least one loss; got none. Add for example { \"type\": \"cross-entropy\", \"head\": \"R\" }.");
        var errors = new List<string>();
        var widths = StageWidths.Of(model, teachers ?? new Dictionary<string, int>());
        var terms = losses.Select((loss, i) => (Loss: loss, Ends: Ends(loss, $"losses[{i}]", model, widths, errors))).ToList();
        ModelRules.Throw(errors);
        return new Objective([.. terms.Select(t => new ObjectiveTerm(parts.Create(t.Loss.Loss, Sizes(t.Loss, t.Ends, model, widths)), t.Loss, [.. t.Ends.Select(end => End(end, model))]))]);
    }

    private List<string> Ends(LossSpec loss, string path, FusionModel model, SortedDictionary<string, int> widths, List<string> errors)
    {
        List<string> ends = [.. (loss.Between ?? DefaultEnds(loss)).SelectMany(end => StageWidths.Expand(end, widths))];
        foreach (var end in ends.Where(end => !widths.ContainsKey(end)))
            errors.Add($"{path}.between: expected one of {ModelRules.Listed(Nearby(end, widths.Keys))}; got '{end}'.");
        if (ends.Count == 0 && loss.Head is null)
            errors.Add($"{path}.head: expected the head that '{loss.Loss.Type}' holds to its label; got nothing. Heads: {ModelRules.Listed(model.Spec.Heads.Keys)}.");
        if (ends.Count == 1 && !typeof(IPretext).IsAssignableFrom(parts.TypeOf(loss.Loss)))
            errors.Add($"{path}.between: expected at least two vectors; got '{ends[0]}' alone (the model has {model.Spec.Context.Count} contexts).");
        if (loss.Head is not null && !model.Spec.Heads.ContainsKey(loss.Head))
            errors.Add($"{path}.head: expected one of {ModelRules.Listed(model.Spec.Heads.Keys)}; got '{loss.Head}'.");
        if (loss is { Label: not null, Labels: not null })
            errors.Add($"{path}.labels: expected either 'label' or 'labels'; got both.");
        return ends;
    }

    private IReadOnlyList<string> DefaultEnds(LossSpec loss) =>
        parts.TypeOf(loss.Loss).GetCustomAttribute<LossEndsAttribute>()?.Ends ?? [];

    // Names of the same kind as the one that was meant: the model's own stages, its tokens, its heads, its teachers.
    private static IEnumerable<string> Nearby(string end, IEnumerable<string> names)
    {
        string[] kinds = [Stages.TeacherPrefix, Stages.TokensPrefix, Stages.HeadPrefix];
        string? Kind(string name) => Array.Find(kinds, kind => name.StartsWith(kind, StringComparison.Ordinal));
        return names.Where(name => Kind(name) == Kind(end));
    }

    private static TermEnd End(string stage, FusionModel model)
    {
        var plain = Stages.After(Stages.TokensPrefix, stage) ?? stage;
        var context = Stages.After(Stages.ContextPrefix, plain);
        return new(stage, plain == Stages.Query ? model.Spec.Query.Modality : context is null ? null : model.Spec.Context[context].Modality ?? context);
    }

    private static PartSizes Sizes(LossSpec loss, List<string> ends, FusionModel model, SortedDictionary<string, int> widths) => new()
    {
        Width = ends.Count > 0 ? widths[ends[0]] : model.Spec.Width,
        InputWidth = model.Spec.Width,
        ContextWidths = [.. ends.Skip(1).Select(end => widths[end])],
        Outputs = loss.Head is not null && model.Spec.Heads.TryGetValue(loss.Head, out var head) ? head.Outputs : 0,
    };
}
