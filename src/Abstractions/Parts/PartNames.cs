using System.Collections.Concurrent;
using System.Reflection;

namespace Eegavi;

/// <summary>Finds the name of the part that options belong to: the class beside them whose constructor takes them.</summary>
internal static class PartNames
{
    private static readonly ConcurrentDictionary<(Type Kind, Type Options), string> Known = [];

    /// <exception cref="ArgumentException">No part of that kind takes them, or several do.</exception>
    public static string Of(Type kind, Type options) => Known.GetOrAdd((kind, options), static key => Find(key.Kind, key.Options));

    private static string Find(Type kind, Type options)
    {
        var takers = options.Assembly.GetTypes().Where(type => kind.IsAssignableFrom(type) && Takes(type, options))
            .Select(type => type.GetCustomAttribute<PartAttribute>()?.Name).OfType<string>().Order(StringComparer.Ordinal).ToArray();
        return takers is [var only] ? only : throw new ArgumentException(
            $"Expected options that one {kind.Name} of {options.Assembly.GetName().Name} takes; {options.Name} is taken by {(takers.Length == 0 ? "none" : string.Join(", ", takers))}. "
            + $"Name the part: new Part<{kind.Name}>(\"name\", options).");
    }

    private static bool Takes(Type type, Type options) =>
        Array.Exists(type.GetConstructors(), constructor => Array.Exists(constructor.GetParameters(), parameter => parameter.ParameterType == options));
}
