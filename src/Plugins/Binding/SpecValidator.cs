using System.Collections;

namespace Eegavi.Plugins;

/// <summary>Checks records that were made in code by the rules that hold for files: annotations on every level, names and options of nested parts.</summary>
/// <param name="catalog">The parts that there are.</param>
public sealed class SpecValidator(PartCatalog catalog)
{
    /// <summary>Checks a record and all that it holds.</summary>
    /// <param name="value">A record; null is valid.</param>
    /// <param name="path">Where it stands, for the sentences.</param>
    /// <exception cref="ConfigurationException">Every breach.</exception>
    public void Check(object? value, string path = "") => ConfigurationException.ThrowIfAny(Breaches(value, path));

    internal IEnumerable<string> Breaches(object? value, string path) => value switch
    {
        null or string => [],
        IPartChoice part => Part(part, path, inline: false),
        IDictionary entries => entries.Keys.OfType<string>().SelectMany(key => Breaches(entries[key], Paths.Key(path, key))),
        IEnumerable items => items.Cast<object?>().SelectMany((item, i) => Breaches(item, Paths.Item(path, i))),
        _ when RecordShape.IsRecord(value.GetType()) => Record(value, path),
        _ => [],
    };

    /// <summary>A sentence where a choice carries another part's options.</summary>
    internal static string? WrongOptions(PartInfo part, object? options)
    {
        if (options is null || options.GetType() == part.OptionsType) return null;
        var expected = part.OptionsType is { } type ? $"{part} takes {type.Name}" : $"{part} has no options";
        return $"{expected}; got {options.GetType().Name}.";
    }

    private IEnumerable<string> Record(object record, string path)
    {
        var breaches = RecordShape.Of(record.GetType()).Members.SelectMany(member => Members(member, record, path)).ToArray();
        return breaches.Length > 0 ? breaches : Rules.Breaches(record, path);
    }

    private IEnumerable<string> Members(Member member, object record, string path)
    {
        var value = member.Get(record);
        var here = member.IsInline ? path : Paths.Key(path, member.Name);
        if (value is null && !member.AllowsNull) return [Rules.Missing(member, here)];
        var within = member.IsInline && value is IPartChoice part ? Part(part, here, inline: true) : Breaches(value, here);
        return Rules.Breaches(member, value, record, here).Concat(within);
    }

    private IEnumerable<string> Part(IPartChoice part, string path, bool inline)
    {
        var named = inline || part.Options is not null ? Paths.Key(path, "type") : path;
        if (part.Type is null) return [Paths.Problem(named, $"missing; expected {Expectation.Of(part.GetType())}.")];
        if (!catalog.TryFind(part.Kind, part.Type, out var info)) return [Paths.Problem(named, catalog.Unknown(part.Kind, part.Type))];
        if (WrongOptions(info, part.Options) is { } problem) return [Paths.Problem(path, problem)];
        return Breaches(part.Options ?? RecordShape.Default(info), path);
    }
}
