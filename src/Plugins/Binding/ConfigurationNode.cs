using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Eegavi.Plugins;

/// <summary>A place in a configuration, with its path as users write it.</summary>
/// <param name="Source">The configuration or a section of it.</param>
/// <param name="Path">For sentences.</param>
internal sealed record ConfigurationNode(IConfiguration Source, string Path)
{
    /// <summary>What stands for an empty object, which has no keys of its own to be found by. No text that a user types begins like this.</summary>
    public const string EmptyObject = "\u0001{}";

    /// <summary>What stands for an empty list.</summary>
    public const string EmptyList = "\u0001[]";

    private readonly IConfigurationSection[] _children = [.. Source.GetChildren()];

    public IEnumerable<(string Key, ConfigurationNode Node)> Children =>
        _children.Select(child => (child.Key, new ConfigurationNode(child, Paths.Key(Path, child.Key))));

    /// <summary>The place in the terms of <see cref="IConfiguration"/>.</summary>
    public string ConfigurationPath => (Source as IConfigurationSection)?.Path ?? "";

    private string? Value => _children.Length == 0 ? (Source as IConfigurationSection)?.Value : null;

    public bool IsNull => _children.Length == 0 && Source is IConfigurationSection { Value: null };

    /// <summary>The single value here; null where there is an object or a list.</summary>
    public string? Scalar => Value is EmptyObject or EmptyList ? null : Value;

    /// <summary>True for <c>[]</c>, which the stock JSON provider writes as nothing at all.</summary>
    public bool IsEmptyList => Value is EmptyList or "";

    /// <summary>True for an object, be it empty, and for the root.</summary>
    public bool IsObject => !IsNull && Value is null or EmptyObject && (_children.Length == 0 || !LooksLikeList);

    /// <summary>True where every key is a number.</summary>
    public bool LooksLikeList => _children.Length > 0 && Array.TrueForAll(_children, child => Index(child.Key) >= 0);

    /// <summary>The items of a list in order, with their indices.</summary>
    public IEnumerable<(int Index, ConfigurationNode Node)> Items => _children
        .Select(child => (Index(child.Key), new ConfigurationNode(child, Paths.Item(Path, Index(child.Key)))))
        .OrderBy(item => item.Item1);

    /// <summary>A single value where there is one, else what there is.</summary>
    public string Shown => IsNull ? "null" : Scalar is { } text ? Scalars.ShowText(text) : LooksLikeList || Value is EmptyList ? "a list" : "an object";

    /// <summary>The same, for whoever reads JSON; numbers stay as they were written.</summary>
    public JsonNode? ToJson()
    {
        if (IsNull) return null;
        if (Scalar is { } text) return JsonText.Scalar(text);
        if (LooksLikeList || Value is EmptyList) return new JsonArray([.. Items.Select(item => item.Node.ToJson())]);
        return new JsonObject(Children.Select(child => KeyValuePair.Create(child.Key, child.Node.ToJson())), JsonText.NodeOptions);
    }

    private static int Index(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
}
