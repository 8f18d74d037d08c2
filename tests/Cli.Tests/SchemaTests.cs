using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Cli.Running;
using Eegavi.Data;
using Eegavi.Plugins;
using Eegavi.Training.Runs;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli.Tests;

public class SchemaTests
{
    private static readonly string Root = Repository.Folder;
    private static readonly PartCatalog Catalog = ToolServices.Create().GetRequiredService<PartCatalog>();
    private static readonly Dictionary<string, JsonSchema> Schemas = SchemaSubjects.Names.ToDictionary(name => name, name => JsonSchema.FromText(SchemaSubjects.Text(Catalog, name)));

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(Root, "samples"), "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/bin/") && !file.Contains("/obj/") && !HasFormatOfItsOwn(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("run")]
    [InlineData("experiment")]
    [InlineData("pipeline")]
    public void CheckedInSchema_IsWhatTheCatalogSays(string name) => File.ReadAllText(Path.Combine(Root, "schemas", $"{name}.schema.json")).ReplaceLineEndings("\n")
        .Should().Be(SchemaSubjects.Text(Catalog, name), $"else run: ./eegavi schema {name} -o schemas/{name}.schema.json");

    [Theory]
    [MemberData(nameof(Samples))]
    public void Samples_NameTheirSchema_AndFollowIt(string file)
    {
        var json = JsonText.Read(Path.Combine(Root, file))!;
        var schema = Path.GetFullPath(json["$schema"]!.ToString(), Path.GetDirectoryName(Path.Combine(Root, file))!);
        var name = json["studies"] is not null ? "experiment" : json["pipeline"] is not null ? "pipeline" : "run";
        schema.Should().Be(Path.Combine(Root, "schemas", $"{name}.schema.json"));
        Faults(name, json).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": 6 } }""", "an option")]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": 6, "frozen": true }, "resampler": "identity" }""", "a name alone")]
    [InlineData("""{ "encoder": { "type": "conv-mfcc", "widths": [8, 8] }, "resampler": { "type": "perceiver", "latents": 4, "weights": "a.safetensors" } }""", "a list")]
    [InlineData("""{ "modality": "eeg", "encoder": "conv-mfcc", "resampler": {} }""", "defaults")]
    public void Query_AsTheBinderTakesIt_Fits(string query, string why)
    {
        var run = Run($$"""{ "model": { "query": {{query}} } }""");
        Faults("run", run).Should().BeEmpty(why);
        IsBound(run).Should().BeTrue(why);
    }

    [Theory]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": 6, "hight": 7 } }""", "an unknown key")]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": 0 } }""", "below its range")]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": "wide" } }""", "text for a number")]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": 6.5 } }""", "a fraction for a whole number")]
    [InlineData("""{ "encoder": { "type": "precomputed" } }""", "a missing option")]
    [InlineData("""{ "encoder": "precomputed" }""", "a name alone where an option is missing")]
    [InlineData("""{ "encoder": { "type": "precomputd", "width": 6 } }""", "an unknown part")]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": 6, "samplingRateHz": 128 } }""", "another part's option")]
    [InlineData("""{ "encoder": { "width": 6 } }""", "a missing name")]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": 6 }, "resampler": { "latents": 4 } }""", "the default part has no such option")]
    [InlineData("""{ "encoder": { "type": "precomputed", "width": null } }""", "null for a number")]
    [InlineData("""{ }""", "a missing encoder")]
    public void Query_Mistakes_DoNotFit(string query, string why)
    {
        var run = Run($$"""{ "model": { "query": {{query}} } }""");
        Fits("run", run).Should().BeFalse(why);
        IsBound(run).Should().BeFalse(why);
    }

    [Theory]
    [InlineData("model.modalityDropout", "0.2", true)]
    [InlineData("model.modalityDropout", "1.2", false)]
    [InlineData("model.modalityDropout", """{ "chance": 0.2, "targetsOfDropped": "keep" }""", true)]
    [InlineData("model.modalityDropout", """{ "targetsOfDropped": "Keeps" }""", false)]
    [InlineData("model.fusion", """[{ "type": "gated-xattn", "gate": "tanh", "from": "audio" }, { "type": "film-sidecar", "from": ["ratings"] }]""", true)]
    [InlineData("model.fusion", """[{ "type": "gated-xattn", "gate": { "init": 0.5 } }]""", true)]
    [InlineData("model.fusion", """[{ "type": "gated-xattn", "gate": { "value": 0.5 } }]""", false)]
    [InlineData("model.fusion", """[{ "type": "gated-xattn", "visibility": { "type": "band", "seconds": -1 } }]""", false)]
    [InlineData("model.fusion", """{ "type": "gated-xattn" }""", false)]
    [InlineData("losses", """[{ "type": "siglip", "weight": { "from": 0, "to": 1 }, "between": ["fused", "context.*"] }]""", true)]
    [InlineData("losses", """[{ "type": "siglip", "weight": "much" }]""", false)]
    [InlineData("teachers", """{ "rated": { "run": "runs/rated" } }""", true)]
    [InlineData("augmentations", """[{ "type": "gain", "modality": "audio" }]""", true)]
    [InlineData("augmentations", """[{ "type": "gain" }]""", false)]
    [InlineData("training", """{ "precision": "bf16", "epochs": 3, "earlyStop": null }""", true)]
    [InlineData("training", """{ "epochs": 0 }""", false)]
    [InlineData("data", """{ "folder": "x", "make": { "level": "tokens" }, "tables": { "ratings": "valence" } }""", true)]
    [InlineData("data", """{ "make": { "level": "tokens" } }""", false)]
    [InlineData("trainin", "{}", false)]
    public void Run_WithAKey_FitsOrNot(string place, string value, bool fits)
    {
        var run = Run("""{ "model": { "query": { "encoder": { "type": "precomputed", "width": 6 } } } }""");
        var steps = place.Split('.');
        (steps.Length == 1 ? run : run[steps[0]]!)[steps[^1]] = JsonNode.Parse(value);
        Fits("run", run).Should().Be(fits);
        IsBound(run).Should().Be(fits);
    }

    [Theory]
    [InlineData("""{ "extends": "base.json", "model": { "heads": { "F": null, "R": { "outputs": 2 } }, "query": { "encoder": { "width": 3 } } } }""", true)]
    [InlineData("""{ "extends": ["a.json", "b.json"] }""", true)]
    [InlineData("""{ "extends": "base.json", "model": { "heads": { "F": { "outputs": 0 } } } }""", false)]
    [InlineData("""{ "extends": "base.json", "model": { "query": { "encoder": { "wdth": 3 } } } }""", false)]
    [InlineData("""{ "extends": 3 }""", false)]
    [InlineData("""{ }""", false)]
    public void File_ThatExtends_IsAPatch(string json, bool fits) => Fits("run", Run(json)).Should().Be(fits);

    [Theory]
    [InlineData("""{ "model": { "fusion": [{ "type": "late-sum" }], "only": null } }""", true)]
    [InlineData("""{ "model": { "fusion": [{ "type": "late-some" }] } }""", false)]
    [InlineData("""{ "modell": {} }""", false)]
    public void Variant_IsAPatchOnARun(string variant, bool fits) => Fits("experiment", Run(
        $$"""{ "studies": [{ "name": "a", "label": "R", "base": { "training": { "epochs": 2 } }, "variants": { "one": {{variant}} } }] }""")).Should().Be(fits);

    [Fact]
    public void Defaults_FitTheirOwnSchema()
    {
        var schema = SchemaSubjects.Schema(Catalog, "run");
        var (properties, values) = (new JsonObject(), new JsonObject());
        foreach (var (name, definition) in (JsonObject)schema["$defs"]!)
            foreach (var (key, property) in definition!["properties"] as JsonObject ?? [])
            {
                if (property!["default"] is not { } value) continue;
                properties[$"{name}/{key}"] = new JsonObject { ["$ref"] = $"#/$defs/{name}/properties/{key}" };
                values[$"{name}/{key}"] = value.DeepClone();
            }
        values.Count.Should().BeGreaterThan(200);
        var all = new JsonObject { ["$schema"] = schema["$schema"]!.DeepClone(), ["properties"] = properties, ["$defs"] = schema["$defs"]!.DeepClone() };
        Faults(JsonSchema.FromText(all.ToJsonString()), values).Should().BeEmpty();
    }

    [Fact]
    public void Schema_TellsWhatDocumentationTells()
    {
        var perceiver = SchemaSubjects.Schema(Catalog, "run")["$defs"]!["ResamplerSpec.perceiver"]!["properties"]!;
        perceiver["latents"]!["description"]!.ToString().Should().Contain("Latents");
        (perceiver["latents"]!["minimum"]!.GetValue<long>(), perceiver["latents"]!["default"]!.GetValue<long>()).Should().Be((1, 64));
        perceiver["weights"]!["description"]!.ToString().Should().StartWith("A safetensors file");
    }

    [Fact]
    public void Schema_WithAPlugin_KnowsItsParts()
    {
        var answer = EegaviTool.Run("schema", "run", "--plugins", Path.Combine(AppContext.BaseDirectory, "plugin"));
        var run = JsonText.Read(Path.Combine(Root, "samples", "CustomPlugin", "run.json"))!;
        Faults(JsonSchema.FromText(answer.Output), run).Should().BeEmpty();
        Fits("run", run).Should().BeFalse("our own parts are not enough");
    }

    [SkippableFact]
    public void Schema_ToTheScreen_LoadsNoEngine()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "It is the Linux loader that tells what it loads.");
        Environment.SetEnvironmentVariable("LD_DEBUG", "files");
        try
        {
            var answer = EegaviTool.Start(null, "schema", "experiment");
            answer.Output.Should().Be(SchemaSubjects.Text(Catalog, "experiment"));
            answer.Error.Should().Contain("libcoreclr").And.NotContain("libtorch");
        }
        finally
        {
            Environment.SetEnvironmentVariable("LD_DEBUG", null);
        }
    }

    private static JsonNode Run(string json) => JsonNode.Parse(json)!;

    private static bool Fits(string name, JsonNode json) => Schemas[name].Evaluate(JsonSerializer.SerializeToElement(json)).IsValid;

    private static string[] Faults(string name, JsonNode json) => Faults(Schemas[name], json);

    private static string[] Faults(JsonSchema schema, JsonNode json)
    {
        var results = schema.Evaluate(JsonSerializer.SerializeToElement(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] : [.. results.Details!.Where(d => d.Errors is { Count: > 0 }).Select(d => $"{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)}").DefaultIfEmpty("not valid")];
    }

    // The binder has the last word: the schema is to say the same.
    private static bool IsBound(JsonNode run)
    {
        run["losses"] ??= JsonNode.Parse("""[{ "type": "siglip" }]""");
        run["data"] ??= JsonNode.Parse("""{ "folder": "x" }""");
        try
        {
            new SpecBinder(Catalog).Bind<RunSpec>(ResolvedConfiguration.From((JsonObject)run, "."));
            new SpecBinder(Catalog).Bind<DataSpec>(ResolvedConfiguration.From((JsonObject)run, "."), "data");
            return true;
        }
        catch (ConfigurationException)
        {
            return false;
        }
    }

    // Their own programs read them; the last one names parts that only its plugin brings.
    private static bool HasFormatOfItsOwn(string file) => Array.Exists(["samples/HugEeg/", "samples/Collapse/", "samples/CustomPlugin/"], folder => file.StartsWith(folder, StringComparison.Ordinal));
}
