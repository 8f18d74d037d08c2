using System.Text.Json.Nodes;
using Eegavi.Data;
using Eegavi.Plugins;
using Eegavi.Training.Runs;

namespace Eegavi.Cli.Running;

/// <summary>
/// Writes the paths of runs relative to one folder. Runs travel as JSON: to variants, to worker processes, into fingerprints. JSON does not remember
/// which file a path came from, and a path is relative to the file that contains it.
/// </summary>
/// <param name="binder">Knows which options are paths.</param>
/// <param name="folder">What the paths become relative to.</param>
internal sealed class RunPaths(SpecBinder binder, string folder)
{
    /// <summary>A run.</summary>
    public ResolvedConfiguration OfRun(ResolvedConfiguration run) => run.Rebase(Places(run.ToJson()), folder);

    /// <summary>An experiment: the base of each study and its variants.</summary>
    public ResolvedConfiguration OfExperiment(ResolvedConfiguration experiment)
    {
        var studies = experiment.ToJson()["studies"] as JsonArray ?? [];
        return experiment.Rebase([.. studies.SelectMany((study, i) => InStudy(study as JsonObject, $"studies:{i}"))], folder);
    }

    // A path of a run came from the base or from the variant: it is looked for in both.
    private IEnumerable<string> InStudy(JsonObject? study, string place)
    {
        if (study?["base"] is not JsonObject start || study["variants"] is not JsonObject variants) yield break;
        foreach (var (name, patch) in variants.Where(variant => variant.Value is JsonObject))
        {
            foreach (var path in Places((JsonObject)JsonMergePatch.Apply(start, patch)!))
            {
                yield return $"{place}:base:{path}";
                yield return $"{place}:variants:{name}:{path}";
            }
        }
    }

    private List<string> Places(JsonObject run)
    {
        var (places, configuration) = (new List<string>(), ResolvedConfiguration.From(run, folder).Configuration);
        string Note(string place)
        {
            places.Add(place);
            return folder;
        }
        Try(() => binder.Bind<RunSpec>(configuration, Note));
        Try(() => binder.Bind<DataSpec>(configuration.GetSection("data"), Note));
        return places;
    }

    // What else is wrong with a run is said where it is read to be carried out.
    private static void Try(Action bind)
    {
        try
        {
            bind();
        }
        catch (ConfigurationException)
        {
        }
    }
}
