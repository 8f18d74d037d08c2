using static TorchSharp.torch;

namespace Eegavi;

/// <summary>What loading left over on both sides.</summary>
/// <param name="Loaded">Names that the module took.</param>
/// <param name="Missing">Names that the module has and the file lacks.</param>
/// <param name="Unexpected">Names that the file has and the module lacks.</param>
public sealed record WeightReport(IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected);

/// <summary>Saves and loads a module's parameters and buffers as safetensors, under their names in its <c>state_dict</c>.</summary>
public static class ModuleWeights
{
    private const int MostShown = 8;

    /// <summary>Writes every parameter and buffer.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Texts to leave in the header.</param>
    public static void Save(nn.Module module, string path, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsWriter.Write(path, module.state_dict().Select(pair => (pair.Key, pair.Value)), metadata);

    /// <summary>Copies a file's tensors into a module, all or none: names, shapes and types are compared first.</summary>
    /// <param name="module">The module; it may be on any device.</param>
    /// <param name="file">The file.</param>
    /// <param name="strict">Whether names that only one side has are an error.</param>
    /// <exception cref="InvalidDataException">A shape or type differs, or (strict) a name is on one side only; lists them.</exception>
    public static WeightReport Load(nn.Module module, SafetensorsFile file, bool strict = true)
    {
        var own = module.state_dict();
        var report = new WeightReport([.. own.Keys.Where(file.Contains)], [.. own.Keys.Where(name => !file.Contains(name))], [.. file.Names.Where(name => !own.ContainsKey(name))]);
        var problems = report.Loaded.Select(name => Mismatch(own[name], file.Info(name))).OfType<string>().ToList();
        if (strict) problems.AddRange([.. Lines("missing in the file", report.Missing), .. Lines("unknown to the module", report.Unexpected)]);
        if (problems.Count > 0) throw new InvalidDataException($"{file.FilePath} does not fit the module: {string.Join("; ", problems.Take(MostShown))}{More(problems.Count)}.");
        Copy(own, file, report.Loaded);
        return report;
    }

    private static void Copy(Dictionary<string, Tensor> own, SafetensorsFile file, IReadOnlyList<string> names)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        // All are read before any is copied: a file that fails half-way leaves the module as it was.
        var read = names.Select(name => (Target: own[name], Source: file.Read(name))).ToList();
        foreach (var (target, source) in read) target.copy_(source);
    }

    private static string? Mismatch(Tensor own, SafetensorsEntry entry) =>
        own.dtype == entry.Type.ToScalarType() && own.shape.SequenceEqual(entry.Shape)
            ? null
            : $"'{entry.Name}': expected {SafetensorsTypes.Of(own.dtype)} of [{string.Join(", ", own.shape)}], got {entry.Type} of [{string.Join(", ", entry.Shape)}]";

    private static IEnumerable<string> Lines(string what, IReadOnlyList<string> names) => names.Select(name => $"'{name}' is {what}");

    private static string More(int count) => count > MostShown ? $"; and {count - MostShown} more" : "";
}
