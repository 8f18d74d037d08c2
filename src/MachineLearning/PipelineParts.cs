using Eegavi.Models;
using Eegavi.Plugins;

namespace Eegavi.MachineLearning;

/// <summary>The parts that pipelines know where no others are given: the project's own, and the steps of pipelines.</summary>
public static class PipelineParts
{
    /// <summary>The catalog over them. With a plugin: <c>PartCatalog.Scan([.. PipelineParts.Assemblies, plugin])</c>.</summary>
    public static PartCatalog Catalog { get; } = PartCatalog.Scan(Assemblies);

    /// <summary>The assemblies that they are in.</summary>
    public static IEnumerable<System.Reflection.Assembly> Assemblies => [.. StandardParts.Assemblies, typeof(PipelineParts).Assembly];
}
