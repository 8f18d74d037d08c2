using System.Reflection;
using System.Text.RegularExpressions;

namespace Eegavi.Plugins;

/// <summary>Reads what a class says of itself as a part.</summary>
internal static partial class PartReader
{
    /// <summary>One entry for each kind that the class implements; a class that cannot be a part adds a problem instead.</summary>
    public static IEnumerable<PartInfo> Read(Type type, List<string> problems)
    {
        var name = type.GetCustomAttribute<PartAttribute>()?.Name;
        var kinds = Array.FindAll(type.GetInterfaces(), contract => contract.IsDefined(typeof(PartKindAttribute), inherit: false));
        var constructors = type.GetConstructors();
        if (Problem(type, name, kinds, constructors) is { } problem)
        {
            problems.Add($"{type} of {PartInfo.OriginOf(type)}: {problem}");
            return [];
        }
        var options = constructors[0].GetParameters().Select(parameter => parameter.ParameterType).FirstOrDefault(IsOptions);
        return kinds.Select(contract => new PartInfo { Kind = PartKind.Of(contract), Name = name!, Type = type, OptionsType = options });
    }

    private static string? Problem(Type type, string? name, Type[] kinds, ConstructorInfo[] constructors)
    {
        if (name is null) return "a part needs [Part(\"name\")].";
        if (!Name().IsMatch(name)) return $"a part's name is lower-case words joined by dashes; got '{name}'.";
        if (type.IsAbstract || type.ContainsGenericParameters) return "a part is a class that can be made: neither abstract nor open generic.";
        if (kinds.Length == 0) return "a part implements a contract that has [PartKind], such as IEncoder.";
        if (constructors.Length != 1) return $"a part has exactly one public constructor; got {constructors.Length}.";
        var options = constructors[0].GetParameters().Count(parameter => IsOptions(parameter.ParameterType));
        return options > 1 ? $"a part's constructor takes one options record; got {options}." : null;
    }

    private static bool IsOptions(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal) && RecordShape.IsRecord(type);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Name();
}
