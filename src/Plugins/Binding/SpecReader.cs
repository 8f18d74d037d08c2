using Children = System.Collections.Generic.IReadOnlyList<(string Key, Eegavi.Plugins.ConfigurationNode Node)>;

namespace Eegavi.Plugins;

/// <summary>Reads one configuration. Whatever does not fit becomes a problem, and reading goes on to find the next.</summary>
internal sealed class SpecReader(PartCatalog catalog, Func<string, string> directoryOf, List<string> problems)
{
    /// <summary>Reads a record; null where there were problems in it. The pattern's values (null = the type's defaults) stay where no key names another.</summary>
    public object? Record(Type type, ConfigurationNode node, object? pattern)
    {
        if (node.Scalar is null && (node.IsObject || node.IsNull)) return Fill(type, [.. node.Children], node.Path, pattern, []);
        // "siglip" for { "type": "siglip" }.
        if (node.Scalar is not null && RecordShape.Of(type).Inline is not null) return Fill(type, [("type", node)], node.Path, pattern, []);
        // 0.5 for { "from": 0.5 }.
        if (node.Scalar is not null && RecordShape.Of(type).Shorthand is { } shorthand) return Fill(type, [(shorthand.Name, node)], node.Path, pattern, []);
        Expected("an object { … }", node);
        return null;
    }

    private object? Fill(Type type, Children children, string path, object? pattern, IEnumerable<string> siblings)
    {
        var (before, shape) = (problems.Count, RecordShape.Of(type));
        var start = pattern ?? shape.Default();
        var own = shape.Members.Where(member => !member.IsInline).ToArray();
        var values = new Dictionary<Member, object?>();
        foreach (var member in own) Own(member, children, path, start, isGiven: pattern is not null, values);
        Rest([.. children.Where(child => !Array.Exists(own, member => member.Is(child.Key)))], shape, path, start, [.. siblings, .. own.Select(m => m.Name)], values);
        if (problems.Count > before) return null;
        var made = shape.Make(pattern, values);
        problems.AddRange(Rules.Breaches(made, path));
        return problems.Count > before ? null : made;
    }

    private void Own(Member member, Children children, string path, object? start, bool isGiven, Dictionary<Member, object?> values)
    {
        var (before, given) = (problems.Count, children.FirstOrDefault(child => member.Is(child.Key)).Node);
        if (given is null)
        {
            // A default that breaks the rules (0 channels) is a value that must be given.
            var here = Paths.Key(path, member.Name);
            var isMissing = start is null ? member.IsRequired : (member.IsRequired && !isGiven) || Rules.Breaches(member, member.Get(start), start, here).Any();
            if (isMissing) problems.Add(Rules.Missing(member, here));
            return;
        }
        var value = Value(member, given, start is null ? null : member.Get(start));
        if (problems.Count > before) return;
        problems.AddRange(Rules.Breaches(member, value, start ?? values, given.Path));
        values[member] = value;
    }

    // Keys that belong to no property of the record belong to the part that stands inline, or to nobody.
    private void Rest(Children rest, RecordShape shape, string path, object? start, IReadOnlyList<string> names, Dictionary<Member, object?> values)
    {
        if (shape.Inline is not { } inline)
            foreach (var (key, node) in rest) problems.Add($"{node.Path}: unknown key; {Nearest.Clause(key, names)}");
        else if (rest.Count > 0 || !inline.AllowsNull)
            values[inline] = Part(inline.Type, rest, path, (start is null ? null : inline.Get(start)) as IPartChoice, [.. names, "type"]);
    }

    private object? Value(Member member, ConfigurationNode node, object? pattern)
    {
        if (node.IsNull && member.AllowsNull) return null;
        var value = Value(member.Type, node, pattern, member);
        return (member.IsFilePath, value) switch
        {
            (true, string file) => FilePath(file, node),
            (true, string[] files) => node.Scalar is null ? [.. files.Zip(node.Items, (file, item) => FilePath(file, item.Node)!)] : new[] { FilePath(files[0], node)! },
            _ => value,
        };
    }

    private string? FilePath(string file, ConfigurationNode node) => file.Length > 0 && !file.Contains('\0', StringComparison.Ordinal)
        ? Path.GetFullPath(file, directoryOf(node.ConfigurationPath))
        : (string?)Expected("a path", node);

    private object? Value(Type declared, ConfigurationNode node, object? pattern, Member? member = null)
    {
        var type = Kinds.Plain(declared);
        if (Kinds.IsJson(type)) return Json(type, node);
        // The stock JSON provider says null for an empty object.
        if (Kinds.ValueOf(type) is { } valueType) return Entries(valueType, node);
        if (node.IsNull) return Expected(member is null ? Expectation.Of(type) : Expectation.Of(member), node);
        if (Kinds.IsScalar(type)) return Scalar(type, node, member);
        if (Kinds.IsPart(type)) return Part(type, node, pattern as IPartChoice);
        if (Kinds.ElementOf(type) is { } element) return List(element, node);
        return Record(type, node, pattern?.GetType() == type ? pattern : null);
    }

    private object? Json(Type type, ConfigurationNode node)
    {
        var json = node.ToJson();
        return json is null || type.IsInstanceOfType(json) ? json : Expected(Expectation.Of(type), node);
    }

    private object? Scalar(Type type, ConfigurationNode node, Member? member)
    {
        if (node.Scalar is { } text && Scalars.TryRead(type, text, out var value)) return value;
        if (node.Scalar is { } name && type.IsEnum && Nearest.To(name, EnumNames.All(type)) is { } nearest)
            problems.Add($"{node.Path}: expected {Expectation.Of(type)}; got {Scalars.Show(name)}; nearest: {nearest}.");
        else
            Expected(member is null ? Expectation.Of(type) : Expectation.Of(member), node);
        return null;
    }

    private object? Entries(Type valueType, ConfigurationNode node)
    {
        if (!node.IsObject && !node.IsNull && !node.LooksLikeList) return Expected("an object { … }", node);
        var entries = (System.Collections.IDictionary)Activator.CreateInstance(typeof(SortedDictionary<,>).MakeGenericType(typeof(string), valueType), StringComparer.Ordinal)!;
        foreach (var (key, child) in node.Children)
        {
            var before = problems.Count;
            var value = Value(valueType, child, pattern: null);
            if (problems.Count == before) entries.Add(key, value);
        }
        return entries;
    }

    private Array? List(Type element, ConfigurationNode node)
    {
        if (!node.IsEmptyList && node.Scalar is not null && (Kinds.IsScalar(element) || Kinds.IsPart(element))) return Copy(element, [Value(element, node, null)]);
        if (!node.IsEmptyList && !node.LooksLikeList) return (Array?)Expected("a list [ … ]", node);
        var (before, items) = (problems.Count, node.Items.ToArray());
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Index == i) continue;
            problems.Add($"{Paths.Item(node.Path, i)}: missing; the list goes on with {items[i].Node.Path}.");
            return null;
        }
        var values = items.Select(item => Value(element, item.Node, pattern: null)).ToArray();
        return problems.Count > before ? null : Copy(element, values);
    }

    private object? Part(Type type, ConfigurationNode node, IPartChoice? pattern)
    {
        if (node.Scalar is not null) return Part(type, [("type", node)], node.Path, pattern, ["type"]);
        return node.IsObject ? Part(type, [.. node.Children], node.Path, pattern, ["type"]) : Expected(Expectation.Of(type), node);
    }

    private object? Part(Type type, Children keys, string path, IPartChoice? pattern, IEnumerable<string> siblings)
    {
        var contract = type.GetGenericArguments()[0];
        if (Chosen(type, contract, keys, path, pattern) is not { } info) return null;
        Children options = [.. keys.Where(child => !IsType(child.Key))];
        // A name that is given brings the part's own defaults; a name that is left out keeps the default choice with its options.
        var start = options.Count == keys.Count && pattern?.Options?.GetType() == info.OptionsType ? pattern?.Options : null;
        if (info.OptionsType is { } optionsType)
            return Make(type, info.Name, Fill(optionsType, options, path, start, siblings));
        foreach (var (_, node) in options) problems.Add($"{node.Path}: unknown key; {info} has no options.");
        return Make(type, info.Name, null);
    }

    private PartInfo? Chosen(Type type, Type contract, Children keys, string path, IPartChoice? pattern)
    {
        var named = keys.FirstOrDefault(child => IsType(child.Key)).Node;
        if (named is { Scalar: null })
        {
            Expected($"the name of {Expectation.Article(PartKind.Of(contract).Title)}", named);
            return null;
        }
        if ((named?.Scalar ?? pattern?.Type) is not { } name)
            problems.Add($"{Paths.Key(path, "type")}: missing; expected {Expectation.Of(type)}: {Nearest.Clause("", catalog.OfKind(contract).Select(part => part.Name))}");
        else if (catalog.TryFind(contract, name, out var info))
            return info;
        else
            problems.Add($"{named?.Path ?? path}: {catalog.Unknown(contract, name)}");
        return null;
    }

    private object? Expected(string what, ConfigurationNode node)
    {
        problems.Add(Paths.Problem(node.Path, $"expected {what}; got {node.Shown}."));
        return null;
    }

    private static bool IsType(string key) => key.Equals("type", StringComparison.OrdinalIgnoreCase);

    private static object Make(Type type, string name, object? options) => Activator.CreateInstance(type, name, options)!;

    private static Array Copy(Type element, object?[] values)
    {
        var items = Array.CreateInstance(element, values.Length);
        for (var i = 0; i < values.Length; i++) items.SetValue(values[i], i);
        return items;
    }
}
