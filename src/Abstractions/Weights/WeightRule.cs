namespace Eegavi;

/// <summary>Of which published tensors one of ours is made.</summary>
/// <param name="Own">Our name; <c>{x}</c> stands for one segment between dots, <c>*</c> for the rest.</param>
/// <param name="Published">The published names, with the same wildcards. Several are joined along their first axis, as separate keys and values are for one projection.</param>
public sealed record WeightRule(string Own, params IReadOnlyList<string> Published)
{
    private readonly NamePattern _own = new(Own);

    /// <summary>The published names for one of ours; null where the rule is about others.</summary>
    public IReadOnlyList<string>? For(string own) =>
        _own.Match(own) is { } match ? [.. Published.Select(template => NamePattern.Fill(template, match))] : null;
}
