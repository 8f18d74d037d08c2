using System.Text.Json.Nodes;
using Eegavi.Plugins;

namespace Eegavi.Cli.Running;

/// <summary>The configuration of a model and where it comes from.</summary>
/// <param name="Name">As a heading says it.</param>
/// <param name="Json">The sections <c>model</c>, and where they are given <c>losses</c>, <c>training</c>, <c>data</c>.</param>
/// <param name="Folder">What relative paths in it are relative to.</param>
internal sealed record ModelSource(string Name, JsonObject Json, string Folder)
{
    /// <summary>Reads a run, or a variant of an experiment.</summary>
    /// <exception cref="ArgumentException">The experiment has no such study or variant; those that it has.</exception>
    public static ModelSource Read(SpecBinder binder, string path, string? study, string? variant, IEnumerable<string> settings)
    {
        var (resolved, folder) = (ConfigurationFiles.Load(path, settings), Path.GetDirectoryName(path)!);
        var paths = new RunPaths(binder, folder);
        var name = Path.GetRelativePath(Environment.CurrentDirectory, path);
        if (paths.OfExperiment(resolved).ToJson()["studies"] is JsonArray studies) return OfStudy(name, [.. studies.OfType<JsonObject>()], folder, study, variant);
        if (study is not null || variant is not null) throw new ArgumentException($"--study and --variant: expected an experiment, a file with studies; got {name}.");
        return new(name, paths.OfRun(resolved).ToJson(), folder);
    }

    private static ModelSource OfStudy(string file, IReadOnlyList<JsonObject> studies, string folder, string? study, string? variant)
    {
        var names = studies.Select(s => (string?)s["name"] ?? "").ToList();
        var place = study is null && studies.Count == 1 ? 0 : names.IndexOf(study ?? "");
        if (place < 0) throw new ArgumentException($"--study: expected one of {string.Join(", ", names)}; got {(study is null ? "none" : $"'{study}'")}.");
        if (studies[place]["base"] is not JsonObject run) throw new ArgumentException($"{file}: studies[{place}].base: expected a run; got none.");
        if (variant is null) return new($"{file}, {names[place]}", (JsonObject)run.DeepClone(), folder);
        var variants = studies[place]["variants"] as JsonObject ?? [];
        if (!variants.TryGetPropertyValue(variant, out var patch)) throw new ArgumentException($"--variant: expected one of {string.Join(", ", variants.Select(v => v.Key))}; got '{variant}'.");
        return new($"{file}, {names[place]}, {variant}", (JsonObject)JsonMergePatch.Apply(run, patch)!, folder);
    }
}

/// <summary>What is read of a run of which only the model need be given.</summary>
internal sealed record ExaminedSpec
{
    /// <summary>The model.</summary>
    public required Models.ModelSpec Model { get; init; }

    /// <summary>Its losses.</summary>
    public IReadOnlyList<Models.LossSpec> Losses { get; init; } = [];

    /// <summary>Tables that are fitted to rows; a model that is looked at reads them as any table.</summary>
    public IReadOnlyDictionary<string, Part<ITableMaker>> Tables { get; init; } = new Dictionary<string, Part<ITableMaker>>();

    /// <summary>Teachers by name.</summary>
    public IReadOnlyDictionary<string, Training.TeacherSpec> Teachers { get; init; } = new Dictionary<string, Training.TeacherSpec>();

    /// <summary>How it is trained.</summary>
    public Training.TrainingSpec Training { get; init; } = new();

    /// <summary>Plugins whose parts it names.</summary>
    public PluginSpec Plugins { get; init; } = new();

    /// <summary>What it is trained on; null = not said.</summary>
    public Data.DataSpec? Data { get; init; }

    /// <summary>Reads it strictly.</summary>
    public static ExaminedSpec Read(SpecBinder binder, JsonObject json, string folder) => binder.Bind<ExaminedSpec>(ResolvedConfiguration.From(json, folder));
}
