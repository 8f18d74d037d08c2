using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Plugins;

/// <summary>The parts that configuration can choose, by kind and name. Reading it loads no native library.</summary>
public sealed class PartCatalog
{
    private readonly SortedDictionary<(string Kind, string Name), PartInfo> _parts = new(ByOrdinal);
    private static readonly Comparer<(string Kind, string Name)> ByOrdinal = Comparer<(string Kind, string Name)>.Create((a, b) =>
        string.CompareOrdinal(a.Kind, b.Kind) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name));

    /// <summary>A catalog of these classes, each with a <see cref="PartAttribute"/>.</summary>
    /// <exception cref="ConfigurationException">Names that clash or are malformed, classes that cannot be parts: every one of them.</exception>
    public PartCatalog(IEnumerable<Type> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var problems = new List<string>();
        foreach (var info in parts.Distinct().SelectMany(type => PartReader.Read(type, problems))) Add(info, problems);
        ConfigurationException.ThrowIfAny(problems);
    }

    private PartCatalog(IEnumerable<PartInfo> parts)
    {
        var problems = new List<string>();
        foreach (var part in parts) Add(part, problems);
        ConfigurationException.ThrowIfAny(problems);
    }

    /// <summary>A catalog of every public class with a <see cref="PartAttribute"/> in these assemblies.</summary>
    /// <exception cref="ConfigurationException">Names that clash or are malformed, classes that cannot be parts: every one of them.</exception>
    public static PartCatalog Scan(params IEnumerable<Assembly> assemblies) => new(new ServiceCollection()
        .Scan(source => source.FromAssemblies(assemblies.Distinct()).AddClasses(classes => classes.WithAttribute<PartAttribute>(), publicOnly: true).AsSelf())
        .Select(service => service.ServiceType));

    /// <summary>A catalog with these parts and those of another assembly.</summary>
    /// <param name="assembly">A plugin's.</param>
    /// <exception cref="ConfigurationException">Names that clash or are malformed, classes that cannot be parts: every one of them.</exception>
    public PartCatalog With(Assembly assembly) => new(_parts.Values.Concat(Scan(assembly).All));

    /// <summary>Every part, ordered by kind, then name.</summary>
    public IReadOnlyCollection<PartInfo> All => _parts.Values;

    /// <summary>The kinds that have a part, ordered by name.</summary>
    public IEnumerable<PartKind> Kinds => _parts.Values.Select(part => part.Kind).Distinct();

    /// <summary>The parts of one kind, ordered by name.</summary>
    /// <param name="contract">The kind's interface.</param>
    public IEnumerable<PartInfo> OfKind(Type contract) => _parts.Values.Where(part => part.Kind.Contract == contract);

    /// <summary>Looks a part up.</summary>
    public bool TryFind(Type contract, string name, [NotNullWhen(true)] out PartInfo? part) =>
        _parts.TryGetValue((PartKind.Of(contract).Name, name), out part) && part.Kind.Contract == contract;

    /// <summary>Looks a part up.</summary>
    /// <exception cref="KeyNotFoundException">No part of that kind has that name; the message gives the nearest one.</exception>
    public PartInfo Find(Type contract, string name) =>
        TryFind(contract, name, out var part) ? part : throw new KeyNotFoundException(Unknown(contract, name));

    /// <summary>The sentence for a name that no part has.</summary>
    internal string Unknown(Type contract, string name) =>
        $"no {PartKind.Of(contract).Title} is called '{name}'. {Nearest.Sentence(name, OfKind(contract).Select(part => part.Name))}";

    private void Add(PartInfo part, List<string> problems)
    {
        if (_parts.TryAdd((part.Kind.Name, part.Name), part)) return;
        var first = _parts[(part.Kind.Name, part.Name)];
        problems.Add($"Two parts are called {part}: {first.Type} of {first.Origin} and {part.Type} of {part.Origin}. Rename one, or leave one assembly out.");
    }
}
