namespace Eegavi;

/// <summary>The names under which somebody published a module's weights. Sizes of 1 may differ, and so may floating types.</summary>
/// <param name="Name">As configuration says it, for example <c>open-flamingo</c>.</param>
/// <param name="Rules">Tried in turn: the first whose published tensors are all there gives one of ours its values.</param>
public sealed record WeightLayout(string Name, params IReadOnlyList<WeightRule> Rules)
{
    /// <summary>Our own names, types and shapes, as <see cref="ModuleWeights.Save"/> writes them.</summary>
    public static WeightLayout Own { get; } = new("own", new WeightRule("*", "*"));

    /// <summary>What may stand before every name in a file; cut off, each once, in this order.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Patterns of published names that this module has no use for.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The published tensors of which one of ours is made; null where no rule finds all of its own.</summary>
    /// <param name="own">Our name.</param>
    /// <param name="exists">Whether a published tensor is there.</param>
    public IReadOnlyList<string>? Published(string own, Predicate<string> exists) =>
        Rules.Select(rule => rule.For(own)).FirstOrDefault(names => names is not null && names.All(name => exists(name)));

    internal string Cut(string name) => Prefixes.Aggregate(name, (rest, prefix) => rest.StartsWith(prefix, StringComparison.Ordinal) ? rest[prefix.Length..] : rest);

    internal bool Ignores(string name) => Ignored.Any(pattern => new NamePattern(pattern).Fits(name));
}

/// <summary>A part that takes weights which others published.</summary>
public interface IPublishedWeights
{
    /// <summary>The layouts that it knows.</summary>
    IReadOnlyList<WeightLayout> PublishedLayouts { get; }
}
