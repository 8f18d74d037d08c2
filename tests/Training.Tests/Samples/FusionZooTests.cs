using System.Text.Json.Nodes;
using Eegavi.Fusion;
using Eegavi.Models;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;

namespace Eegavi.Training.Tests.Samples;

/// <summary><c>samples/FusionZoo</c> binds, builds, and has every fusion block and every layout.</summary>
public sealed class FusionZooTests
{
    private static readonly StudySpec Study = new SpecBinder(PartCatalog.Scan(typeof(LateConcat).Assembly))
        .Bind<ComparisonSpec>(ConfigurationFiles.Load(Path.Combine(Above(AppContext.BaseDirectory), "samples", "FusionZoo", "experiment.json"))).Studies[0];

    public static TheoryData<string> Variants => [.. Study.Variants.Keys];

    [Theory, MemberData(nameof(Variants))]
    public void Variant_Builds(string name)
    {
        var run = Bench.Read((JsonObject)JsonMergePatch.Apply(Study.Base, Study.Variants[name])!);
        using var model = new ModelBuilder(Bench.Parts).Build(run.Model);
        using var objective = new ObjectiveBuilder(Bench.Parts).Build(run.Losses, model);
        model.parameters().Should().NotBeEmpty();
    }

    [Fact]
    public void Variants_HaveEveryFusionBlock() =>
        Blocks().Select(block => (string)block["type"]!).Distinct().Should().BeEquivalentTo(PartCatalog.Scan(typeof(LateConcat).Assembly).OfKind(typeof(IFusionBlock)).Select(part => part.Name));

    [Fact]
    public void Variants_HaveEveryLayout() =>
        Blocks().Select(block => (string?)block["layout"]).OfType<string>().Should().BeEquivalentTo(Enum.GetNames<ContextLayout>().Select(name => name.ToLowerInvariant()));

    private static IEnumerable<JsonNode> Blocks() => Study.Variants.Values.SelectMany(patch => patch["model"]!["fusion"]?.AsArray() ?? []).OfType<JsonNode>();

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "EEGAVI.sln")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
