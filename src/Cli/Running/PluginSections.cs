using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli.Running;

/// <summary>The sections <c>plugins</c> of runs and experiments. They are read before all else: what they bring, the rest may name.</summary>
internal static class PluginSections
{
    private static readonly SpecBinder Binder = new(new PartCatalog([]));
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>All that a file asks for: its own section, those of the runs in it, and more folders. A bad plugin ends the tool unless a section says otherwise.</summary>
    public static PluginSpec Read(ResolvedConfiguration configuration, params IEnumerable<string> folders)
    {
        var sections = Places(configuration.ToJson()).Where(place => configuration.Configuration.GetSection(place).Exists())
            .Select(place => Binder.Bind<PluginSpec>(configuration, place)).ToList();
        return new()
        {
            Folders = [.. sections.SelectMany(section => section.Folders).Concat(folders).Distinct()],
            Trusted = [.. sections.SelectMany(section => section.Trusted).Distinct()],
            Strict = sections.Select(section => section.Strict).FirstOrDefault(strict => strict is not null) ?? true,
        };
    }

    /// <summary>Writes into a run which plugins it is carried out with: other processes load the same, and a run with another plugin is another run.</summary>
    public static JsonObject AddPlugins(this IServiceProvider services, JsonObject run)
    {
        var spec = services.GetRequiredService<PluginSpec>();
        if (spec.Folders.Count == 0) return run;
        var plugged = (JsonObject)run.DeepClone();
        plugged["plugins"] = JsonSerializer.SerializeToNode(spec with { Loaded = [.. services.GetRequiredService<PluginSet>().Plugins.Select(plugin => plugin.ToString())] }, Format);
        return plugged;
    }

    /// <summary>The same for every run of a study.</summary>
    public static StudySpec AddPlugins(this IServiceProvider services, StudySpec study) => study with
    {
        Base = services.AddPlugins(study.Base),
        Variants = study.Variants.ToDictionary(variant => variant.Key, variant => Without(variant.Value)),
    };

    private static JsonObject Without(JsonObject patch)
    {
        var rest = (JsonObject)patch.DeepClone();
        rest.Remove("plugins");
        return rest;
    }

    private static IEnumerable<string> Places(JsonObject json)
    {
        yield return "plugins";
        var studies = json["studies"] as JsonArray ?? [];
        for (var i = 0; i < studies.Count; i++)
        {
            yield return $"studies:{i}:base:plugins";
            foreach (var (name, _) in (studies[i] as JsonObject)?["variants"] as JsonObject ?? []) yield return $"studies:{i}:variants:{name}:plugins";
        }
    }
}
