using Eegavi.Models;

namespace Eegavi.Training;

/// <summary>Finds labels among the inputs of a run: a model that reads what it is to tell has learned nothing.</summary>
internal static class LabelLeaks
{
    /// <summary>Checks a run.</summary>
    /// <param name="spec">Its model, with every ablation applied.</param>
    /// <param name="losses">Its losses.</param>
    /// <param name="data">Its data, which says which modality holds which label columns.</param>
    /// <exception cref="ArgumentException">A label column is read without saying that it will be there later, or is both read and learned: a line each.</exception>
    public static void Check(ModelSpec spec, IReadOnlyList<LossSpec> losses, IBatchSource data)
    {
        var errors = new List<string>();
        foreach (var (path, modality, isDeclared) in Inputs(spec))
        {
            if (Held(data, modality) is not { Count: > 0 } held) continue;
            if (!isDeclared)
                errors.Add($"{path}: expected no label columns among the inputs; got {string.Join(", ", held)}. If users of the model will have them, make it a sidecar with availableAtInference true; else learn them with a head, or teach them by privileged-kd.");
            for (var i = 0; i < losses.Count; i++)
                foreach (var label in Targets(losses[i]).Where(held.Contains)) errors.Add($"losses[{i}]: expected a label that is no input; '{label}' is read by {path}.");
        }
        if (errors.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, errors.Distinct()));
    }

    /// <summary>Refuses a metric whose label the model reads.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void CheckMetric(ModelSpec spec, string label, IBatchSource data)
    {
        foreach (var (path, modality, _) in Inputs(spec))
            if (Held(data, modality).Contains(label)) throw new ArgumentException($"expected a label that is no input, to score; '{label}' is read by {path}.");
    }

    private static IReadOnlyList<string> Held(IBatchSource data, string modality) => data.LabelsIn.TryGetValue(modality, out var held) ? held : [];

    private static IEnumerable<(string Path, string Modality, bool IsDeclared)> Inputs(ModelSpec spec) =>
    [
        ("model.query", spec.Query.Modality, false),
        .. spec.Context.Select(c => ($"model.context.{c.Key}", c.Value.Modality ?? c.Key, false)),
        .. spec.Sidecars.Select(s => ($"model.sidecars.{s.Key}", s.Value.Modality ?? s.Key, s.Value.AvailableAtInference)),
    ];

    private static IEnumerable<string> Targets(LossSpec loss) => loss.Labels ?? ((loss.Label ?? loss.Head) is { } label ? [label] : []);
}
