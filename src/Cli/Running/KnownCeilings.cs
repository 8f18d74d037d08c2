using System.Text.Json.Nodes;
using Eegavi.Data;
using Eegavi.Models;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;

namespace Eegavi.Cli.Running;

/// <summary>Finds what each variant of a study can reach at best, where the data set comes with a <c>ceilings.json</c>.</summary>
/// <param name="bench">Reads the variants.</param>
internal sealed class KnownCeilings(Bench bench)
{
    /// <summary>The study with the ceilings of those variants for which it names none.</summary>
    public StudySpec AddTo(StudySpec study)
    {
        var found = new Dictionary<string, double>(study.Ceilings, StringComparer.Ordinal);
        foreach (var (name, patch) in study.Variants)
        {
            if (!found.ContainsKey(name) && Find((JsonObject)JsonMergePatch.Apply(study.Base, patch)!, study.Label) is { } ceiling) found[name] = ceiling;
        }
        return study with { Ceilings = found };
    }

    private double? Find(JsonObject run, string label)
    {
        var spec = bench.Read(run);
        var data = bench.ReadData(spec.Data);
        if (Entries(data.Folder) is not { } entries) return null;
        var model = spec.Model.Ablated();
        var inputs = string.Join('+', Inputs(model).Order(StringComparer.Ordinal));
        var mine = entries.Where(e => (string?)e?["label"] == label && (string?)e["inputs"] == inputs).ToList();
        var entry = Rules(model, data).Select(rule => mine.Find(e => (string?)e!["rule"] == rule)).FirstOrDefault(e => e is not null);
        // One draw of the data may be luckier than its law.
        return entry is null ? null : Math.Max(entry["accuracy"]!.GetValue<double>(), entry["inThisDraw"]?.GetValue<double>() ?? 0);
    }

    private static IEnumerable<string> Inputs(ModelSpec model) => model.Context.Select(c => c.Value.Modality ?? c.Key)
        .Concat(model.Sidecars.Select(s => s.Value.Modality ?? s.Key)).Prepend(model.Query.Modality);

    // What the variant is limited by, strictest first; the names are those of ceilings.json.
    private static IEnumerable<string> Rules(ModelSpec model, DataSpec data)
    {
        var types = model.Fusion.Select(f => f.Block.Type).ToList();
        if (types.Contains("late-sum")) yield return "additive";
        // Without a band, attention sees a bag of tokens, as pooling does.
        if (model.Fusion.Count == 0 || !model.Fusion.Any(f => SeesTime(f.Block.Options))) yield return "pooled";
        if (data.Modalities.Any(m => m.Key == "eeg" && m.Value.Centre is Data.Windows.Within.Recording or Data.Windows.Within.Subject)) yield return "any, subject-centred";
        yield return "any";
    }

    private static bool SeesTime(object? options) =>
        options is Fusion.GatedCrossAttentionOptions block && (block.Visibility.Type != "all" || block.Position.Type != "none");

    private static JsonArray? Entries(string folder)
    {
        var (ceilings, recipe) = (Path.Combine(folder, "ceilings.json"), Path.Combine(folder, "planted.json"));
        if (!File.Exists(ceilings) || !File.Exists(recipe)) return null;
        var level = (string?)JsonNode.Parse(File.ReadAllText(recipe))?["level"] ?? "tokens";
        return JsonNode.Parse(File.ReadAllText(ceilings))?[level]?["ceilings"] as JsonArray;
    }
}
