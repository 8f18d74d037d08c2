using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Loads the weights that a description names into the parts of a model.</summary>
internal static class PartWeights
{
    /// <summary>What was found in each file, by the place of the part: <c>model.context.video.resampler</c>.</summary>
    /// <exception cref="ArgumentException">Files that do not fit, layouts that a part does not know: a line each.</exception>
    public static IReadOnlyDictionary<string, WeightReport> Load(ModelPlan plan)
    {
        var (reports, errors) = (new SortedDictionary<string, WeightReport>(StringComparer.Ordinal), new List<string>());
        foreach (var (path, spec, part) in Parts(plan).Where(entry => entry.Spec.Weights is not null))
        {
            try
            {
                reports[path] = Load(spec, part, path);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                errors.Add($"{path}.weights: {e.Message}");
            }
            catch (ArgumentException e)
            {
                errors.Add(e.Message);
            }
        }
        ModelRules.Throw(errors);
        return reports;
    }

    private static WeightReport Load(WeightedSpec spec, IPart part, string path)
    {
        using var file = SafetensorsFile.Open(spec.Weights!);
        return ModuleWeights.LoadSelected((nn.Module)part, file, new() { Layout = Layout(spec, part, path), Keys = spec.WeightsKeys, Into = spec.WeightsInto });
    }

    private static WeightLayout Layout(WeightedSpec spec, IPart part, string path)
    {
        if (spec.WeightsLayout is not { } name) return WeightLayout.Own;
        var known = (part as IPublishedWeights)?.PublishedLayouts ?? [];
        return known.FirstOrDefault(layout => layout.Name == name)
            ?? throw new ArgumentException($"{path}.weightsLayout: expected a layout that the part knows ({ModelRules.Listed(known.Select(layout => layout.Name))}); got '{name}'.");
    }

    private static IEnumerable<(string Path, WeightedSpec Spec, IPart Part)> Parts(ModelPlan plan)
    {
        var spec = plan.Spec;
        var branches = Branch("model.query", spec.Query.Encoder, spec.Query.Resampler, plan.Query)
            .Concat(plan.Contexts.SelectMany(c => Branch($"model.context.{c.Name}", spec.Context[c.Name].Encoder, spec.Context[c.Name].Resampler, c.Branch)))
            .Concat(plan.Sidecars.SelectMany(s => Branch($"model.sidecars.{s.Name}", spec.Sidecars[s.Name].Encoder, null, s.Branch)));
        return branches.Concat(plan.Fusion.Select((f, i) => ($"model.fusion[{i}]", (WeightedSpec)spec.Fusion[i], (IPart)f.Block)));
    }

    private static IEnumerable<(string, WeightedSpec, IPart)> Branch(string path, EncoderSpec encoder, ResamplerSpec? resampler, ModalityBranch branch)
    {
        yield return ($"{path}.encoder", encoder, branch.Encoder);
        if (resampler is not null) yield return ($"{path}.resampler", resampler, branch.Resampler);
    }
}
