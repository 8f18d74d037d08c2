using System.Reflection;

namespace Eegavi.Models;

/// <summary>Builds an objective from its losses.</summary>
/// <param name="parts">Makes the losses.</param>
public sealed class ObjectiveBuilder(IParts parts)
{
    /// <summary>Builds the losses of a model.</summary>
    /// <param name="losses">At least one.</param>
    /// <param name="model">The model whose vectors and heads they stand on.</param>
    /// <exception cref="ArgumentException">A loss names a vector or head that the model lacks; every error is named.</exception>
    public Objective Build(IReadOnlyList<LossSpec> losses, FusionModel model)
    {
        if (losses.Count == 0) throw new ArgumentException("losses: expected at least one loss; got none. Add for example { \"type\": \"cross-entropy\", \"head\": \"R\" }.");
        var errors = new List<string>();
        var terms = losses.Select((loss, i) => Term(loss, $"losses[{i}]", model, errors)).ToList();
        ModelRules.Throw(errors);
        return new Objective([.. terms.Select(t => (parts.Create(t.Loss.Loss, t.Sizes), t.Loss, t.Ends))]);
    }

    private (LossSpec Loss, PartSizes Sizes, IReadOnlyList<string> Ends) Term(LossSpec loss, string path, FusionModel model, List<string> errors)
    {
        var ends = Expand(loss.Between ?? DefaultEnds(loss), model);
        var widths = model.StageWidths;
        foreach (var end in ends.Where(end => !widths.ContainsKey(end)))
            errors.Add($"{path}.between: expected one of {ModelRules.Listed(widths.Keys)}; got '{end}'.");
        if (ends.Count == 0 && loss.Head is null)
            errors.Add($"{path}.head: expected the head that '{loss.Loss.Type}' holds to its label; got nothing. Heads: {ModelRules.Listed(model.Spec.Heads.Keys)}.");
        if (ends.Count == 1)
            errors.Add($"{path}.between: expected at least two vectors; got '{ends[0]}' alone (the model has {model.Spec.Context.Count} contexts).");
        if (loss.Head is not null && !model.Spec.Heads.ContainsKey(loss.Head))
            errors.Add($"{path}.head: expected one of {ModelRules.Listed(model.Spec.Heads.Keys)}; got '{loss.Head}'.");
        return (loss, Sizes(loss, ends, model), ends);
    }

    private IReadOnlyList<string> DefaultEnds(LossSpec loss) =>
        parts.TypeOf(loss.Loss).GetCustomAttribute<LossEndsAttribute>()?.Ends ?? [];

    // A loss without a context to match says so through the number of its ends.
    private static List<string> Expand(IReadOnlyList<string> between, FusionModel model) =>
        [.. between.SelectMany(end => end != Stages.EveryContext ? (IEnumerable<string>)[end]
            : model.StageWidths.Keys.Where(name => name.StartsWith(Stages.ContextPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))];

    private static PartSizes Sizes(LossSpec loss, IReadOnlyList<string> ends, FusionModel model)
    {
        int Width(string end) => model.StageWidths.GetValueOrDefault(end);
        return new PartSizes
        {
            Width = ends.Count > 0 ? Width(ends[0]) : model.Spec.Width,
            InputWidth = model.Spec.Width,
            ContextWidths = [.. ends.Skip(1).Select(Width)],
            Outputs = loss.Head is not null && model.Spec.Heads.TryGetValue(loss.Head, out var head) ? head.Outputs : 0,
        };
    }
}
