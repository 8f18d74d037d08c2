using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace Eegavi.Plugins;

/// <summary>Checks values against the data annotations of their record, and says each breach in our words.</summary>
internal static class Rules
{
    /// <summary>Checks one member's value; the owner is the record that holds it, or will.</summary>
    public static IEnumerable<string> Breaches(Member member, object? value, object owner, string path)
    {
        if (value is double or float && Infinite(member, Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            return [$"{path}: expected {Finite(member)}; got {Scalars.Show(value)}."];
        var context = new ValidationContext(owner) { MemberName = member.Property.Name, DisplayName = member.Name };
        return member.Rules.Select(rule => Breach(rule, member, value, context, path)).OfType<string>();
    }

    /// <summary>Checks what a record says of itself as a whole.</summary>
    public static IEnumerable<string> Breaches(object record, string path)
    {
        if (record is not IValidatableObject whole) return [];
        return whole.Validate(new ValidationContext(record)).Where(result => result != ValidationResult.Success).Select(result =>
        {
            var at = result.MemberNames.FirstOrDefault() is { } name ? Paths.Key(path, JsonNamingPolicy.CamelCase.ConvertName(name)) : path;
            return Paths.Problem(at, result.ErrorMessage ?? "not valid.");
        });
    }

    private static string? Breach(ValidationAttribute rule, Member member, object? value, ValidationContext context, string path)
    {
        var fits = rule is RangeAttribute range && value is IConvertible
            ? Bounds.Contains(range, Convert.ToDouble(value, CultureInfo.InvariantCulture))
            : rule.GetValidationResult(value, context) == ValidationResult.Success;
        if (fits) return null;
        if (rule is RequiredAttribute && value is null) return Missing(member, path);
        return IsKnown(rule) ? $"{path}: expected {Expectation.Of(member)}; got {Scalars.Show(value)}." : $"{path}: {rule.FormatErrorMessage(member.Name)}";
    }

    /// <summary>The sentence for a member that must be given.</summary>
    public static string Missing(Member member, string path) => $"{path}: missing; expected {Expectation.Of(member)}.";

    private static bool IsKnown(ValidationAttribute rule) => rule is RangeAttribute or RequiredAttribute or MinLengthAttribute or MaxLengthAttribute
        or LengthAttribute or AllowedValuesAttribute or RegularExpressionAttribute;

    private static string Finite(Member member) =>
        Expectation.Of(member) is var text && text.StartsWith("a number", StringComparison.Ordinal) ? "a finite" + text[1..] : text;

    private static bool Infinite(Member member, double value) =>
        !double.IsFinite(value) && (double.IsNaN(value) || !Bounds.AllowsInfinity(member.Rules, value));
}
