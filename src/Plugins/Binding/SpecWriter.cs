using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>Writes records as configuration: what <see cref="SpecBinder"/> reads back to equal records. Defaults are left out.</summary>
public static class SpecWriter
{
    /// <summary>A record as JSON; paths come out as they are in the record, absolute where it was bound from a file.</summary>
    public static JsonObject Write(object record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Record(record, RecordShape.Of(record.GetType()).Default());
    }

    private static JsonObject Record(object record, object? pattern)
    {
        var json = new JsonObject();
        foreach (var member in RecordShape.Of(record.GetType()).Members) Add(json, member, member.Get(record), pattern is null ? null : member.Get(pattern));
        return json;
    }

    private static void Add(JsonObject json, Member member, object? value, object? usual)
    {
        if (!member.IsRequired && JsonNode.DeepEquals(Value(value), Value(usual))) return;
        if (!member.IsInline) json[member.Name] = Value(value, usual);
        else if (value is IPartChoice part)
            foreach (var (key, option) in Part(part).ToArray()) json[key] = option?.DeepClone();
    }

    internal static JsonNode? Value(object? value, object? pattern = null) => value switch
    {
        null => null,
        JsonNode json => json.DeepClone(),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        Enum member => JsonValue.Create(EnumNames.Of(member.GetType(), member.ToString())),
        double or float => Number(double.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture)),
        int or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        IPartChoice part => Part(part),
        IDictionary entries => Entries(entries),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => Value(item))]),
        _ => Record(value, pattern?.GetType() == value.GetType() ? pattern : RecordShape.Of(value.GetType()).Default()),
    };

    private static JsonObject Part(IPartChoice part)
    {
        var json = new JsonObject { ["type"] = part.Type };
        if (part.Options is not null)
            foreach (var (key, option) in Write(part.Options).ToArray()) json[key] = option?.DeepClone();
        return json;
    }

    private static JsonObject Entries(IDictionary entries)
    {
        var json = new JsonObject();
        foreach (var key in entries.Keys.OfType<string>().Order(StringComparer.Ordinal)) json[key] = Value(entries[key]);
        return json;
    }

    // JSON has no infinity; configuration reads it as text.
    private static JsonValue Number(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));
}
