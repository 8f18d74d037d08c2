using System.Text.Json.Nodes;
using Eegavi.Data;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;
using Eegavi.Training.Runs;

namespace Eegavi.Cli.Running;

/// <summary>The kinds of configuration file that the tool, or a program with a pipeline, reads.</summary>
internal static class SchemaSubjects
{
    private static readonly SchemaSection[] Sections =
    [
        new(typeof(RunSpec), nameof(RunSpec.Data), typeof(DataSpec)),
        new(typeof(StudySpec), nameof(StudySpec.Base), typeof(RunSpec), IsPartial: true),
        new(typeof(StudySpec), nameof(StudySpec.Variants), typeof(RunSpec), IsPartial: true),
    ];

    public static IReadOnlyList<string> Names { get; } = ["run", "experiment", "pipeline"];

    /// <summary>The schema of one of <see cref="Names"/>. A model that is only looked at needs neither losses nor data.</summary>
    public static JsonObject Schema(PartCatalog catalog, string name) => name switch
    {
        "run" => ConfigurationSchema.Of(catalog, typeof(RunSpec), "A run of EEGAVI", ["model"], Sections),
        "experiment" => ConfigurationSchema.Of(catalog, typeof(ComparisonSpec), "An experiment of EEGAVI", ["studies"], Sections),
        _ => ConfigurationSchema.Of(catalog, typeof(PipelineFile), "An ML.NET pipeline with EEGAVI", ["pipeline"]),
    };

    public static string Text(PartCatalog catalog, string name) => JsonText.Indented(Schema(catalog, name));
}
