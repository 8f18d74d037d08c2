namespace Eegavi.Models;

/// <summary>What must hold between the parts of a description, beyond what each part checks of itself.</summary>
internal static class ModelRules
{
    /// <summary>Checks every name in the description.</summary>
    /// <exception cref="ArgumentException">All that is wrong, a line each.</exception>
    public static void Check(ModelSpec spec)
    {
        var errors = new List<string>();
        var sources = spec.Context.Keys.Concat(spec.Sidecars.Keys).ToList();
        foreach (var twice in sources.GroupBy(name => name).Where(names => names.Count() > 1))
            errors.Add($"model.sidecars.{twice.Key}: a context has this name already; expected another.");
        for (var i = 0; i < spec.Fusion.Count; i++)
        {
            foreach (var name in (spec.Fusion[i].From ?? []).Where(name => !sources.Contains(name)))
                errors.Add($"model.fusion[{i}].from: expected a context or sidecar ({Listed(sources)}); got '{name}'.");
        }
        foreach (var name in spec.Sidecars.Keys.Where(name => !spec.Fusion.Any(f => f.From?.Contains(name) == true)))
            errors.Add($"model.sidecars.{name}: no fusion block reads it; expected one with \"from\": \"{name}\".");
        Throw(errors);
    }

    /// <summary>An additive block is additive only under linear heads.</summary>
    public static void CheckAdditive(ModelPlan plan)
    {
        var additive = plan.Fusion.ToList().FindIndex(f => f.Block.IsAdditive);
        if (additive < 0) return;
        var type = plan.Spec.Fusion[additive].Block.Type;
        Throw([.. plan.Heads.Where(h => !h.Value.IsLinear).Select(h =>
            $"model.heads.{h.Key}.type: expected a linear head, since fusion block '{type}' is additive only under one; got '{plan.Spec.Heads[h.Key].Head.Type}'.")]);
    }

    internal static void Throw(IReadOnlyList<string> errors)
    {
        if (errors.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, errors));
    }

    internal static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "there are none";
}
