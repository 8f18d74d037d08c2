using System.Collections.Concurrent;
using System.Reflection;

namespace Eegavi.Plugins;

/// <summary>How a record is made from named values: its members, its constructor, its defaults.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Known = [];
    private readonly ConstructorInfo _constructor;
    private readonly MethodInfo _clone;

    private RecordShape(Type type)
    {
        _clone = Clone(type) ?? throw new NotSupportedException($"Configuration binds to records; {type} is none.");
        _constructor = type.GetConstructors().Where(c => !IsCopy(c, type)).OrderBy(c => c.GetParameters().Length == 0 ? 0 : 1)
            .ThenByDescending(c => c.GetParameters().Length).FirstOrDefault()
            ?? throw new NotSupportedException($"{type} has no public constructor that configuration could call.");
        var nullability = new NullabilityInfoContext();
        var parameters = _constructor.GetParameters();
        Members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Select(property => new Member(property, Array.Find(parameters, p => p.Name == property.Name),
                nullability.Create(property).ReadState != NullabilityState.NotNull))];
    }

    /// <summary>What configuration may set.</summary>
    public IReadOnlyList<Member> Members { get; }

    /// <summary>The part whose name and options stand among this record's own keys; null = none.</summary>
    public Member? Inline => Members.FirstOrDefault(member => member.IsInline);

    /// <summary>The property that a single value in place of the record stands for; null = none.</summary>
    public Member? Shorthand => Members.FirstOrDefault(member => member.IsShorthand);

    /// <summary>The shape of a record type.</summary>
    /// <exception cref="NotSupportedException">The type is not a record that can be made.</exception>
    public static RecordShape Of(Type type) => Known.GetOrAdd(type, key => new(key));

    public static bool IsRecord(Type type) => type.IsClass && !type.IsAbstract && Clone(type) is not null;

    /// <summary>The default options of a part; null where it has no options.</summary>
    public static object? Default(PartInfo part) => part.OptionsType is { } type ? Of(type).Default() : null;

    /// <summary>A record with every default; null where its constructor needs values.</summary>
    public object? Default() => Array.TrueForAll(_constructor.GetParameters(), parameter => parameter.HasDefaultValue)
        ? Call(parameter => parameter.DefaultValue)
        : null;

    /// <summary>A new record: the pattern's values, or the defaults, with these in their place.</summary>
    public object Make(object? pattern, IReadOnlyDictionary<Member, object?> values)
    {
        var made = pattern is null ? Call(parameter => Given(parameter, values)) : _clone.Invoke(pattern, null)!;
        foreach (var (member, value) in values) member.Set(made, value);
        return made;
    }

    private object Call(Func<ParameterInfo, object?> value) => _constructor.Invoke([.. _constructor.GetParameters().Select(value)]);

    private static object? Given(ParameterInfo parameter, IReadOnlyDictionary<Member, object?> values)
    {
        var given = values.FirstOrDefault(pair => pair.Key.Parameter == parameter);
        return given.Key is null ? parameter.DefaultValue : given.Value;
    }

    // The compiler writes this method for every record.
    private static MethodInfo? Clone(Type type) => type.GetMethod("<Clone>$");

    private static bool IsCopy(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [var only] && only.ParameterType == type;
}
