using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Eegavi.Plugins;

/// <summary>A property of a record as configuration sees it.</summary>
internal sealed class Member(PropertyInfo property, ParameterInfo? parameter, bool allowsNull)
{
    /// <summary>The key, in camel case.</summary>
    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>What a key in a file is compared with, whatever its case.</summary>
    public bool Is(string key) => string.Equals(Name, key, StringComparison.OrdinalIgnoreCase);

    public PropertyInfo Property => property;

    public ParameterInfo? Parameter => parameter;

    public Type Type => property.PropertyType;

    public bool AllowsNull => allowsNull;

    /// <summary>On the property, or on the parameter of a positional record.</summary>
    public IReadOnlyList<ValidationAttribute> Rules { get; } =
        [.. property.GetCustomAttributes<ValidationAttribute>(), .. parameter?.GetCustomAttributes<ValidationAttribute>() ?? []];

    /// <summary>Whether it has no default, so that a key must name it.</summary>
    public bool IsRequired { get; } = property.IsDefined(typeof(RequiredMemberAttribute)) || parameter is { HasDefaultValue: false };

    public bool IsInline { get; } = property.IsDefined(typeof(InlineAttribute));

    /// <summary>Whether a single value in place of the record is this property's.</summary>
    public bool IsShorthand { get; } = property.IsDefined(typeof(ShorthandAttribute));

    public bool IsFilePath { get; } = property.IsDefined(typeof(FilePathAttribute));

    public object? Get(object instance) => property.GetValue(instance);

    public void Set(object instance, object? value) => property.SetValue(instance, value);
}
