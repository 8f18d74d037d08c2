using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Cli.Running;
using Eegavi.MachineLearning.Pipelines;
using Eegavi.Models;
using Eegavi.Plugins;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli.Tests;

/// <summary>For every option of every part: the schema and the binder take its default, and refuse what lies outside its range or is of another type.</summary>
public class SchemaAgreementTests
{
    private static readonly PartCatalog Catalog = ToolServices.Create().GetRequiredService<PartCatalog>();
    private static readonly Subject Run = new("run", file => Bind<ModelComposition>(file));
    private static readonly Subject Pipeline = new("pipeline", file => Bind<PipelineFile>(file));

    // Where a part of each kind may stand in a file, and the definition that the schema has of it.
    private static readonly (Type Kind, string Definition, Func<JsonObject, JsonObject> Place)[] Places =
    [
        (typeof(IEncoder), "EncoderSpec", part => Model(encoder: part)),
        (typeof(IResampler), "ResamplerSpec", part => Model(("resampler", part))),
        (typeof(IFusionBlock), "FusionSpec", Block),
        (typeof(IGate), "gate", part => Block(new() { ["type"] = "gated-xattn", ["gate"] = part })),
        (typeof(IVisibility), "visibility", part => Block(new() { ["type"] = "gated-xattn", ["visibility"] = part })),
        (typeof(IPosition), "position", part => Block(new() { ["type"] = "gated-xattn", ["position"] = part })),
        (typeof(IHead), "HeadSpec", part => With("heads", new JsonObject { ["mood"] = part })),
        (typeof(IPooling), "pooling", part => With("pooling", part)),
        (typeof(ILoss), "LossSpec", part => With("losses", new JsonArray(part), ofModel: false)),
        (typeof(IPipelineStep), "step", part => Chain("preprocessing", new JsonArray(part))),
        (typeof(IHeadTrainer), "trainer", part => Chain("trainer", part)),
    ];

    public static TheoryData<string, string> Parts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (kind, definition, _) in Places)
                foreach (var part in Catalog.OfKind(kind)) data.Add(definition, part.Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Options_AreTakenAndRefusedAlike(string definition, string name)
    {
        var (file, place) = (definition is "step" or "trainer" ? Pipeline : Run, Places.Single(p => p.Definition == definition).Place);
        var properties = (JsonObject)file.Written["$defs"]![$"{definition}.{name}"]!["properties"]!;
        var least = Least(file, definition, name, properties);
        var disagreements = new List<string>();
        void Expect(string key, JsonNode? value, bool? isTaken)
        {
            var part = (JsonObject)least.DeepClone();
            part[key] = value?.DeepClone();
            var (fits, isBound) = (file.Schema.Evaluate(JsonSerializer.SerializeToElement(place((JsonObject)part.DeepClone()))).IsValid, file.IsBound(place(part)));
            // A rule over several keys, or of the part's own, may refuse what the schema takes.
            if (isTaken is null ? isBound && !fits : fits != isTaken || isBound != isTaken) disagreements.Add($"{key}: {value?.ToJsonString()}: schema {fits}, binder {isBound}");
        }

        Expect("type", name, true);
        Expect("zzz", 1, false);
        foreach (var (key, property) in properties.Where(p => p.Key != "type"))
        {
            if (property!["default"] is { } value) Expect(key, value, null);
            foreach (var wrong in Wrong(property)) Expect(key, wrong, false);
        }
        disagreements.Should().BeEmpty();
    }

    private static IEnumerable<JsonNode> Wrong(JsonNode property)
    {
        var types = property["type"] is JsonArray several ? several.Select(type => type!.ToString()).ToArray() : [property["type"]?.ToString() ?? ""];
        if (property["minimum"] is { } least) yield return least.GetValue<double>() - 1;
        if (property["maximum"] is { } most) yield return most.GetValue<double>() + 1;
        if (property["exclusiveMinimum"] is { } above) yield return above.GetValue<double>();
        if (property["exclusiveMaximum"] is { } below) yield return below.GetValue<double>();
        if (types.Contains("integer")) yield return 1.5;
        if (types.Contains("integer") || types.Contains("number") || types.Contains("boolean")) yield return "text";
        if (property["enum"] is not null) yield return "no-such-name";
        if (types[0].Length > 0 && !types.Contains("object")) yield return new JsonObject { ["zzz"] = 1 };
    }

    // The part with the options that must be given and no others.
    private static JsonObject Least(Subject file, string definition, string name, JsonObject properties)
    {
        var named = file.Written["$defs"]![$"{definition}.named"]!["allOf"]!.AsArray().Single(branch => branch!["if"]!["properties"]!["type"]!["const"]!.ToString() == name)!["then"]!;
        var part = new JsonObject { ["type"] = name };
        foreach (var key in (named["required"] as JsonArray ?? []).Select(key => key!.ToString())) part[key] = Value(properties[key]!);
        return part;
    }

    private static JsonNode Value(JsonNode property) => property["type"]?.ToString() switch
    {
        "integer" or "number" => 128,
        "string" => "x",
        _ => new JsonArray("valence"),
    };

    private static JsonObject Block(JsonObject block) => With("fusion", new JsonArray(block));

    private static JsonObject With(string key, JsonNode value, bool ofModel = true)
    {
        var run = Model();
        (ofModel ? run["model"]! : run)[key] = value;
        return run;
    }

    private static JsonObject Model((string Key, JsonNode Value)? ofQuery = null, JsonObject? encoder = null)
    {
        var query = new JsonObject { ["encoder"] = encoder ?? new JsonObject { ["type"] = "precomputed", ["width"] = 6 } };
        if (ofQuery is { } more) query[more.Key] = more.Value;
        return new() { ["model"] = new JsonObject { ["query"] = query } };
    }

    private static JsonObject Chain(string key, JsonNode value) => new()
    {
        ["pipeline"] = new JsonObject { ["fusion"] = new JsonObject { ["model"] = Model()["model"]!.DeepClone(), ["weights"] = "model.safetensors" }, [key] = value },
    };

    private static void Bind<T>(JsonObject file) where T : class => new SpecBinder(Catalog).Bind<T>(ResolvedConfiguration.From(file, "."));

    // A file's schema, and the binder that has the last word on it.
    private sealed class Subject(string name, Action<JsonObject> bind)
    {
        public JsonObject Written { get; } = (JsonObject)JsonNode.Parse(SchemaSubjects.Text(Catalog, name))!;

        public JsonSchema Schema => field ??= JsonSchema.FromText(Written.ToJsonString());

        public bool IsBound(JsonObject file)
        {
            try
            {
                bind(file);
                return true;
            }
            catch (ConfigurationException)
            {
                return false;
            }
        }
    }
}
