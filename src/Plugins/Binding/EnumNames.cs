using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Eegavi.Plugins;

/// <summary>Names of enumerated options: written with dashes (<c>last-preceding</c>), read in any spelling that has the same letters.</summary>
internal static class EnumNames
{
    /// <summary>The name as files write it; <see cref="JsonStringEnumMemberNameAttribute"/> gives another, such as <c>query+context</c>.</summary>
    public static string Of(Type type, string member) =>
        type.GetField(member)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(member);

    public static IEnumerable<string> All(Type type) => Enum.GetNames(type).Select(member => Of(type, member));

    public static bool TryRead(Type type, string text, out object? value)
    {
        var member = Enum.GetNames(type).FirstOrDefault(name => Of(type, name) == text)
            ?? Enum.GetNames(type).FirstOrDefault(name => Letters(text).Length > 0 && (Letters(name) == Letters(text) || Letters(Of(type, name)) == Letters(text)));
        value = member is null ? null : Enum.Parse(type, member);
        return member is not null;
    }

    private static string Letters(string text) => new([.. text.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
}
