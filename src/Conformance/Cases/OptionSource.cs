using System.ComponentModel.DataAnnotations;
using Eegavi.Plugins;

namespace Eegavi.Conformance;

/// <summary>
/// Makes valid options of a part: its examples, or its defaults made small; the first of these with every other value of each choice (an enum, yes or no);
/// from there on, single options drawn from what they may be.
/// </summary>
internal sealed class OptionSource
{
    private const int Small = 4;
    private readonly PartCatalog _catalog;
    private readonly PartInfo _part;
    private readonly List<object> _sets;

    public OptionSource(PartCatalog catalog, PartInfo part, IEnumerable<PartExample> examples)
    {
        (_catalog, _part) = (catalog, part);
        _sets = [.. examples.Where(example => example.Kind == part.Kind.Contract && example.Name == part.Name).Select(example => example.Options)];
        if (_sets.Count == 0 && part.OptionsType is not null) _sets = [Plain()];
        Own = Math.Max(1, _sets.Count);
        if (_sets.Count > 0) _sets.AddRange(Choices(_sets[0]).ToList());
    }

    /// <summary>Sets of options before any is drawn, at least one.</summary>
    public int Count => Math.Max(1, _sets.Count);

    /// <summary>How many of them, the first ones, must work; others may contradict each other or the sizes, if the part says so.</summary>
    public int Own { get; }

    /// <summary>The options of a case; null where the part has none.</summary>
    public object? Of(OptionTurns turns)
    {
        if (_part.OptionsType is null) return null;
        var (options, random) = (_sets[turns.Set], new Random(turns.Seed));
        var members = RecordShape.Of(_part.OptionsType).Members.Where(member => !member.IsFilePath).ToArray();
        for (var i = 0; i < turns.Count && members.Length > 0; i++)
        {
            var member = members[random.Next(members.Length)];
            if (Drawn(member, random) is { } value) options = With(options, member, value) ?? options;
        }
        return options;
    }

    // Large defaults cost time and show no more. What has no default gets a usual value.
    private object Plain()
    {
        var shape = RecordShape.Of(_part.OptionsType!);
        var options = shape.Default() ?? shape.Make(null, shape.Members.Where(member => member.IsRequired).ToDictionary(member => member, member => (object?)Usual(member).FirstOrDefault()));
        foreach (var member in shape.Members.Where(member => (member.IsRequired && member.Get(options) is null) || Rules.Breaches(member, member.Get(options), options, member.Name).Any()))
            options = Usual(member).Select(value => Set(options, member, value)).FirstOrDefault(made => !Rules.Breaches(member, member.Get(made), made, member.Name).Any()) ?? options;
        foreach (var member in shape.Members)
            if (Smaller(member.Get(options)) is { } value) options = With(options, member, value) ?? options;
        return options;
    }

    private IEnumerable<object> Choices(object options) =>
        from member in RecordShape.Of(options.GetType()).Members
        from value in Values(Kinds.Plain(member.Type))
        where !value.Equals(member.Get(options))
        select With(options, member, value) into made
        where made is not null
        select made;

    private static IEnumerable<object> Values(Type type) => type == typeof(bool) ? [true, false] : type.IsEnum ? Enum.GetValues(type).Cast<object>() : [];

    private static object? Smaller(object? value) => value switch
    {
        int number and > 2 * Small => Small,
        long number and > 2 * Small => (long)Small,
        IReadOnlyList<int> list when list.Any(number => number > 2 * Small) => list.Select(number => Math.Min(number, Small)).ToArray(),
        _ => null,
    };

    // 128 before 3: rates must leave room for bands, counts need not.
    private static IEnumerable<object> Usual(Member member) => Kinds.Plain(member.Type) switch
    {
        var type when type == typeof(int) => [3, 1, 2, 4],
        var type when type == typeof(long) => [3L, 1L, 2L, 4L],
        var type when type == typeof(double) => [128.0, 1.0, 0.5],
        var type when type == typeof(float) => [128f, 1f, 0.5f],
        var type when type == typeof(string) => ["a"],
        var type when type == typeof(IReadOnlyList<string>) => [new[] { "a" }],
        _ => [],
    };

    private object? Drawn(Member member, Random random)
    {
        var type = Kinds.Plain(member.Type);
        if (Values(type).ToArray() is { Length: > 0 } choices) return choices[random.Next(choices.Length)];
        if (Kinds.IsPart(type)) return Activator.CreateInstance(type, Nested(type.GetGenericArguments()[0], random), null);
        var range = member.Rules.OfType<RangeAttribute>().FirstOrDefault();
        if (range is null) return null;
        var (low, high) = Bounds.Of(range);
        if (Kinds.IsWhole(type)) return Convert.ChangeType(Math.Min(low + random.Next(Small), high), type, null);
        return Kinds.IsFraction(type) ? Convert.ChangeType(Fraction(low, high, random), type, null) : null;
    }

    // Extreme values are tried where options are bound; here numbers shall stay numbers.
    private static double Fraction(double low, double high, Random random) =>
        random.Next(3) == 0 ? Math.Max(low, Math.Min(0, high)) : Math.Max(low, -2) + (random.NextDouble() * (Math.Min(high, 2) - Math.Max(low, -2)));

    private string Nested(Type contract, Random random)
    {
        var names = _catalog.OfKind(contract).Select(part => part.Name).ToArray();
        return names.Length == 0 ? "none" : names[random.Next(names.Length)];
    }

    private object? With(object options, Member member, object value)
    {
        var made = Set(options, member, value);
        return new SpecValidator(_catalog).Breaches(made, "").Any() ? null : made;
    }

    private static object Set(object options, Member member, object value) => RecordShape.Of(options.GetType()).Make(options, new Dictionary<Member, object?> { [member] = value });
}
