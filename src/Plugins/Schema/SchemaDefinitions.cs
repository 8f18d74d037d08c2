using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>
/// The schemas of records and parts, each made when it is first referred to. A partial one is for merge patches: nothing is required in it, and null removes.
/// </summary>
internal sealed class SchemaDefinitions(PartCatalog catalog, IReadOnlyList<SchemaSection> sections)
{
    // What stands behind the dot of a definition's name besides names of parts.
    private static readonly string[] Forms = ["name", "named", "whole", "patch"];
    private readonly SortedDictionary<string, JsonObject> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _owners = [];

    public JsonObject ToJson() => new(_all.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    /// <summary>An object with the keys of a record.</summary>
    public JsonObject Keys(Type record, bool isPartial) => Keys(record, part: null, isPartial);

    // Keys of a record, of a part's options, or of both where the part stands inline in the record.
    private JsonObject Keys(Type? record, PartInfo? part, bool isPartial)
    {
        var properties = new JsonObject();
        if (part is not null) properties["type"] = new JsonObject { ["const"] = part.Name, ["description"] = Described(part) };
        foreach (var type in Types(record, part))
            foreach (var member in Own(type)) properties[member.Name] = Property(member, RecordShape.Of(type).Default(), isPartial);
        return new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    private static IEnumerable<Type> Types(Type? record, PartInfo? part) => new[] { record, part?.OptionsType }.OfType<Type>();

    private static IEnumerable<Member> Own(Type type) => RecordShape.Of(type).Members.Where(member => !member.IsInline);

    private JsonObject Property(Member member, object? start, bool isPartial)
    {
        var usual = start is null ? null : member.Get(start);
        var schema = Value(member, usual, isPartial);
        if (member.AllowsNull || isPartial) schema = Keywords.OrNull(schema);
        if (XmlDocumentation.Of(member.Property.DeclaringType!.Assembly).Summary(member.Property) is { Length: > 0 } summary) schema["description"] = summary;
        if (!IsRequired(member, start) && SpecWriter.Value(usual) is { } value and not JsonObject { Count: 0 }) schema["default"] = value;
        return schema;
    }

    private JsonObject Value(Member member, object? usual, bool isPartial)
    {
        var section = sections.FirstOrDefault(s => s.Owner == member.Property.DeclaringType && s.Property == member.Property.Name);
        if (section is null) return Keywords.Narrowed(Value(member.Type, usual, isPartial), member.Type, member.Rules);
        var inside = Record(section.Record, usual: null, isPartial || section.IsPartial);
        return Kinds.ValueOf(member.Type) is null ? inside : Keywords.Narrowed(Entries(inside, isPartial), member.Type, member.Rules);
    }

    private JsonObject Value(Type declared, object? usual, bool isPartial)
    {
        var type = Kinds.Plain(declared);
        if (Kinds.IsJson(type)) return new() { ["type"] = "object" };
        if (Kinds.IsScalar(type)) return Keywords.Scalar(type);
        if (Kinds.ValueOf(type) is { } value) return Entries(Value(value, null, isPartial), isPartial);
        if (Kinds.ElementOf(type) is { } element) return List(element);
        return Kinds.IsPart(type) ? Part(type.GetGenericArguments()[0], (usual as IPartChoice)?.Type, isPartial) : Record(type, usual, isPartial);
    }

    private static JsonObject Entries(JsonObject value, bool isPartial) =>
        new() { ["type"] = "object", ["additionalProperties"] = isPartial ? Keywords.OrNull(value) : value };

    // A patch replaces a list as a whole. One item may stand without its brackets.
    private JsonObject List(Type element)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = Value(element, null, isPartial: false) };
        return Kinds.IsScalar(element) || Kinds.IsPart(element) ? new() { ["if"] = new JsonObject { ["type"] = "array" }, ["then"] = list, ["else"] = Value(element, null, isPartial: false) } : list;
    }

    private JsonObject Record(Type type, object? usual, bool isPartial)
    {
        var shape = RecordShape.Of(type);
        if (shape.Inline is { } inline) return Inline(type, inline, isPartial);
        // Keys that the default has need not be given.
        string[] required = isPartial || usual?.GetType() == type ? [] : [.. Required(type, null)];
        return Reference(Name(Owner(type), required.Length > 0 ? "whole" : null, isPartial),
            () => Shorthand(shape, Described(WithRequired(Keys(type, isPartial), required), type), isPartial));
    }

    private JsonObject Shorthand(RecordShape shape, JsonObject keys, bool isPartial) => shape.Shorthand is not { } member ? keys : new()
    {
        ["if"] = new JsonObject { ["type"] = "object" },
        ["then"] = keys,
        ["else"] = Keywords.Narrowed(Value(member.Type, null, isPartial), member.Type, member.Rules),
    };

    private JsonObject Part(Type contract, string? usual, bool isPartial) => Choice(null, contract, Unnamed(null, contract, usual, isPartial), isPartial);

    private JsonObject Inline(Type record, Member inline, bool isPartial)
    {
        var (contract, usual) = (inline.Type.GetGenericArguments()[0], RecordShape.Of(record).Default() is { } start ? (inline.Get(start) as IPartChoice)?.Type : null);
        var unnamed = usual is null && inline.AllowsNull && !isPartial ? WithRequired(Keys(record, isPartial), Required(record, null)) : Unnamed(record, contract, usual, isPartial);
        return Reference(Name(Owner(record), null, isPartial), () => Choice(record, contract, unnamed, isPartial));
    }

    // A part's name alone, where its options are to be the defaults; or an object. Editors complete names that stand right below anyOf.
    private JsonObject Choice(Type? record, Type contract, JsonObject? unnamed, bool isPartial)
    {
        var names = catalog.OfKind(contract).Where(part => isPartial || !Required(record, part).Any()).ToArray();
        var named = Named(record, contract, isPartial);
        var keys = unnamed is null ? named : Keywords.IfWithout("type", unnamed, named);
        return names.Length == 0 ? keys : Keywords.Any("anyOf", [Reference(Name(Owner(record, contract), "name", isPartial), () => Names(names)), keys]);
    }

    // Where no name is given: the default part, or in a patch any.
    private JsonObject? Unnamed(Type? record, Type contract, string? usual, bool isPartial)
    {
        if (isPartial) return Keywords.Any("anyOf", catalog.OfKind(contract).Select(part => Options(record, part, isPartial)));
        return usual is not null && catalog.TryFind(contract, usual, out var part) ? Options(record, part, isPartial) : null;
    }

    private JsonObject Named(Type? record, Type contract, bool isPartial)
    {
        var parts = catalog.OfKind(contract).ToArray();
        return Reference(Name(Owner(record, contract), "named", isPartial), () => new()
        {
            ["type"] = "object",
            ["required"] = Keywords.List(["type"]),
            ["properties"] = new JsonObject { ["type"] = Names(parts) },
            ["allOf"] = new JsonArray([.. parts.Select(part => new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = part.Name } } },
                ["then"] = WithRequired(Options(record, part, isPartial), isPartial ? [] : Required(record, part)),
            })]),
        });
    }

    private static JsonObject Names(IEnumerable<PartInfo> parts) =>
        Keywords.Any("oneOf", parts.Select(part => new JsonObject { ["const"] = part.Name, ["description"] = Described(part) }));

    private JsonObject Options(Type? record, PartInfo part, bool isPartial) =>
        Reference(Name(Owner(record, part.Kind.Contract), Array.IndexOf(Forms, part.Name) < 0 ? part.Name : $"{part.Name}.part", isPartial), () => Keys(record, part, isPartial));

    private static IEnumerable<string> Required(Type? record, PartInfo? part) =>
        Types(record, part).SelectMany(type => Own(type).Where(member => IsRequired(member, RecordShape.Of(type).Default()))).Select(member => member.Name);

    // A default that breaks the rules (0 channels) is a value that must be given.
    private static bool IsRequired(Member member, object? start) => member.IsRequired || (start is not null && Rules.Breaches(member, member.Get(start), start, member.Name).Any());

    private static JsonObject WithRequired(JsonObject schema, IEnumerable<string> keys)
    {
        if (Keywords.List(keys) is { Count: > 0 } required) schema["required"] = required;
        return schema;
    }

    private static string Described(PartInfo part) => part.Source.Length > 0 ? $"{part.Summary} {part.Source}." : part.Summary;

    private static JsonObject Described(JsonObject schema, Type record)
    {
        if (XmlDocumentation.Of(record.Assembly).Summary(record) is { Length: > 0 } summary) schema["description"] = summary;
        return schema;
    }

    private string Owner(Type? record, Type contract) => record is null ? PartKind.Of(contract).Name : Owner(record);

    // A plugin's record may have the name of one of ours.
    private string Owner(Type record) => _owners.TryAdd(record.Name, record) || _owners[record.Name] == record ? record.Name : record.FullName!.Replace('+', '.');

    private static string Name(string owner, string? form, bool isPartial) => owner + (form is null ? "" : $".{form}") + (isPartial ? ".patch" : "");

    private JsonObject Reference(string name, Func<JsonObject> make)
    {
        if (!_all.ContainsKey(name))
        {
            // Holds the place: a part may have parts of its own kind.
            _all[name] = [];
            _all[name] = make();
        }
        return new() { ["$ref"] = $"#/$defs/{name}" };
    }
}
