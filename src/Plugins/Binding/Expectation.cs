using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Eegavi.Plugins;

/// <summary>Says what a value should have been: "a whole number from 1 to 128".</summary>
internal static class Expectation
{
    /// <summary>Of a member, with its rules.</summary>
    public static string Of(Member member) => member.IsFilePath ? "a path" : Of(member.Type, member.Rules);

    /// <summary>Of a type, with the rules that narrow it.</summary>
    public static string Of(Type type, IReadOnlyList<ValidationAttribute>? rules = null)
    {
        var text = Noun(Kinds.Plain(type));
        foreach (var rule in rules ?? []) text += Narrower(rule);
        return text;
    }

    private static string Noun(Type type) => type switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", EnumNames.All(type))}",
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "true or false",
        _ when Kinds.IsWhole(type) => "a whole number",
        _ when Kinds.IsFraction(type) => "a number",
        _ when Kinds.IsPart(type) => PartNoun(type.GetGenericArguments()[0]),
        _ when Kinds.ElementOf(type) is not null => "a list",
        _ => "an object { … }",
    };

    private static string PartNoun(Type contract) => $"the name of {Article(PartKind.Of(contract).Title)} or {{ \"type\": … }}";

    /// <summary>"an encoder", "a gate".</summary>
    public static string Article(string title) => ("aeiou".Contains(title[0], StringComparison.Ordinal) ? "an " : "a ") + title;

    private static string Narrower(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => Limits(range),
        MinLengthAttribute least => $" with at least {least.Length} in it",
        MaxLengthAttribute most => $" with at most {most.Length} in it",
        LengthAttribute both => $" with {both.MinimumLength} to {both.MaximumLength} in it",
        AllowedValuesAttribute allowed => $" among {string.Join(", ", allowed.Values.Select(Scalars.Show))}",
        RegularExpressionAttribute pattern => $" that matches {pattern.Pattern}",
        _ => "",
    };

    private static string Limits(RangeAttribute range)
    {
        var (low, high) = Bounds.Of(range);
        if (!Bounds.IsOpen(low) && !Bounds.IsOpen(high) && !range.MinimumIsExclusive && !range.MaximumIsExclusive) return $" from {Show(low)} to {Show(high)}";
        string[] sides =
        [
            Bounds.IsOpen(low) ? "" : (range.MinimumIsExclusive ? "above " : "of at least ") + Show(low),
            Bounds.IsOpen(high) ? "" : (range.MaximumIsExclusive ? "below " : "of at most ") + Show(high),
        ];
        var said = Array.FindAll(sides, side => side.Length > 0);
        return said.Length == 0 ? "" : " " + string.Join(" and ", said);
    }

    private static string Show(double bound) => bound.ToString("R", CultureInfo.InvariantCulture);
}
