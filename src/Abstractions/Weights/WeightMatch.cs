using static TorchSharp.torch;

namespace Eegavi;

/// <summary>A file laid beside a module: which tensors go where, before any is read.</summary>
internal sealed class WeightMatch
{
    private readonly Dictionary<string, Tensor> _own;
    private readonly SafetensorsFile _file;
    private readonly Dictionary<string, IReadOnlyList<string>> _sources = new(StringComparer.Ordinal);

    public WeightMatch(nn.Module module, SafetensorsFile file, WeightSelection selection)
    {
        (_own, _file) = (module.state_dict(), file);
        var there = selection.Select(file.Names);
        var wanted = _own.Keys.Where(selection.Takes).ToList();
        foreach (var own in wanted)
        {
            if (selection.Layout.Published(own, there.ContainsKey) is { } published) _sources[own] = [.. published.Select(name => there[name])];
        }
        var used = _sources.Values.SelectMany(names => names).ToHashSet();
        Report = new(
            [.. _sources.Keys],
            [.. wanted.Where(own => !_sources.ContainsKey(own))],
            [.. there.Where(pair => !used.Contains(pair.Value) && !selection.Layout.Ignores(pair.Key)).Select(pair => pair.Value)],
            [.. _sources.Select(pair => Mismatch(pair.Key, ReferenceEquals(selection.Layout, WeightLayout.Own))).OfType<string>()]);
    }

    public WeightReport Report { get; }

    /// <summary>Copies what was found. All are read before any is copied: a file that fails half-way leaves the module as it was.</summary>
    public void Copy()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var read = _sources.Select(pair => (Target: _own[pair.Key], Source: Read(pair.Value).view(_own[pair.Key].shape))).ToList();
        foreach (var (target, source) in read) target.copy_(source);
    }

    private Tensor Read(IReadOnlyList<string> names) => names.Count == 1 ? _file.Read(names[0]) : cat([.. names.Select(_file.Read)], 0);

    private string? Mismatch(string own, bool exact)
    {
        var (target, sources) = (_own[own], _sources[own].Select(_file.Info).ToList());
        return sources.All(source => Fits(target.dtype, source.Type.ToScalarType(), exact)) && Fits(target.shape, sources, exact)
            ? null
            : $"'{own}': expected {SafetensorsTypes.Of(target.dtype)} of [{string.Join(", ", target.shape)}], got {string.Join(" + ", sources.Select(Shown))}{Under(own, sources)}";
    }

    private static bool Fits(ScalarType own, ScalarType given, bool exact) => own == given || (!exact && is_floating_point(own) && is_floating_point(given));

    private static bool Fits(long[] own, List<SafetensorsEntry> sources, bool exact)
    {
        if (exact || sources is [{ Shape.Count: 0 }]) return own.SequenceEqual(sources[0].Shape);
        // What is joined has one size to add up, and the same others.
        if (sources.Any(source => source.Shape.Count == 0 || !source.Shape.Skip(1).SequenceEqual(sources[0].Shape.Skip(1)))) return false;
        return Broad([sources.Sum(source => source.Shape[0]), .. sources[0].Shape.Skip(1)]).SequenceEqual(Broad(own));
    }

    private static IEnumerable<long> Broad(IEnumerable<long> shape) => shape.Where(size => size != 1);

    private static string Shown(SafetensorsEntry entry) => $"{entry.Type} of [{string.Join(", ", entry.Shape)}]";

    private static string Under(string own, List<SafetensorsEntry> sources) =>
        sources is [var only] && only.Name == own ? "" : $" ({string.Join(", ", sources.Select(source => $"'{source.Name}'"))})";
}
