using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>
/// Writes the JSON Schema (draft 2020-12) of configuration files from the catalog and the documentation comments, so that an editor completes and checks them.
/// What it accepts, <see cref="SpecBinder"/> accepts, except for rules over several keys. It knows one spelling of keys and names where the binder takes any case.
/// </summary>
public static class ConfigurationSchema
{
    /// <summary>The schema of files that a record is read from.</summary>
    /// <param name="catalog">The parts that there are.</param>
    /// <param name="record">The record.</param>
    /// <param name="title">What such a file is called.</param>
    /// <param name="required">The keys that must be there. A file that <c>extends</c> others needs none.</param>
    /// <param name="sections">What stands where records have plain JSON.</param>
    public static JsonObject Of(PartCatalog catalog, Type record, string title, IReadOnlyList<string> required, params IReadOnlyList<SchemaSection> sections)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var definitions = new SchemaDefinitions(catalog, sections);
        var (whole, patch) = (File(definitions.Keys(record, isPartial: false)), File(definitions.Keys(record, isPartial: true)));
        whole["required"] = Keywords.List(required);
        return new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["description"] = XmlDocumentation.Of(record.Assembly).Summary(record),
            ["type"] = "object",
            ["if"] = new JsonObject { ["required"] = Keywords.List(["extends"]) },
            ["then"] = patch,
            ["else"] = whole,
            ["$defs"] = definitions.ToJson(),
        };
    }

    private static JsonObject File(JsonObject keys)
    {
        var properties = (JsonObject)keys["properties"]!;
        properties["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Where editors find this schema. It configures nothing." };
        properties["extends"] = new JsonObject
        {
            ["description"] = "Files that this one changes: a path or a list of paths, relative to this file, merged in that order (JSON Merge Patch).",
            ["type"] = Keywords.List(["string", "array"]),
            ["items"] = new JsonObject { ["type"] = "string" },
            ["minLength"] = 1,
        };
        return keys;
    }
}
