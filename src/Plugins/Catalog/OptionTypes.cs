namespace Eegavi.Plugins;

/// <summary>Tells which options of a part have a type that configuration has no values for.</summary>
internal static class OptionTypes
{
    private const string Known = "int, long, double, float, bool, string, an enum, a record, Part<IKind>, and IReadOnlyList<T>, T[] or IReadOnlyDictionary<string, T> of these";

    /// <summary>A sentence for each.</summary>
    public static IEnumerable<string> Problems(PartInfo part) => part.OptionsType is { } options ? Problems(options, []).Select(problem => $"{part}: {problem}") : [];

    // A record may hold records of its own type.
    private static IEnumerable<string> Problems(Type record, HashSet<Type> seen) => !seen.Add(record) ? [] : RecordShape.Of(record).Members.SelectMany(member =>
        Inside(member.Type) switch
        {
            var type when Kinds.IsScalar(type) || Kinds.IsJson(type) || Kinds.IsPart(type) => [],
            var type when RecordShape.IsRecord(type) => Problems(type, seen),
            var type => [$"the option '{member.Name}' of {record.Name} is of type {type}, which no configuration can give. Take {Known}."],
        });

    private static Type Inside(Type declared)
    {
        var type = Kinds.Plain(declared);
        return (Kinds.ElementOf(type) ?? Kinds.ValueOf(type)) is { } inner ? Inside(inner) : type;
    }
}
