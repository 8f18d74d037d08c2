using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Saves and loads a module's parameters and buffers as safetensors, under their names in its <c>state_dict</c> or under published ones.</summary>
public static class ModuleWeights
{
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
    public static WeightReport Load(nn.Module module, SafetensorsFile file, bool strict = true) =>
        Load(module, file, new(), allowMissing: !strict, allowUnexpected: !strict);

    /// <summary>Copies a selection of a file's tensors into a module, all or none.</summary>
    /// <param name="module">The module; it may be on any device.</param>
    /// <param name="file">The file.</param>
    /// <param name="selection">Which tensors, under whose names.</param>
    /// <exception cref="InvalidDataException">
    /// A shape or type differs, the file lacks a name that the selection wants, or (where it wants every name) the file has one more; lists them.
    /// </exception>
    public static WeightReport LoadSelected(nn.Module module, SafetensorsFile file, WeightSelection selection) =>
        Load(module, file, selection, allowMissing: false, allowUnexpected: selection.Into.Count > 0);

    /// <summary>Says what loading would find, and loads nothing.</summary>
    /// <param name="module">The module.</param>
    /// <param name="file">The file.</param>
    /// <param name="selection">Which tensors, under whose names.</param>
    public static WeightReport Compare(nn.Module module, SafetensorsFile file, WeightSelection selection) => new WeightMatch(module, file, selection).Report;

    private static WeightReport Load(nn.Module module, SafetensorsFile file, WeightSelection selection, bool allowMissing, bool allowUnexpected)
    {
        var match = new WeightMatch(module, file, selection);
        if (match.Report.Problem(allowMissing, allowUnexpected) is { } problem) throw new InvalidDataException($"{file.FilePath} does not fit the module: {problem}.");
        match.Copy();
        return match.Report;
    }
}
