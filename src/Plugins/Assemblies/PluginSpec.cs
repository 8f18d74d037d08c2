namespace Eegavi.Plugins;

/// <summary>Which assemblies beside EEGAVI's own bring parts: the section <c>plugins</c> of a file.</summary>
public sealed record PluginSpec
{
    /// <summary>Folders with plugin assemblies. Nothing else is read, and no folder inside them. Default: none.</summary>
    [FilePath] public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>SHA-256 of every assembly that may be loaded from the folders, 64 hexadecimal digits each. Default: none is asked for.</summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];

    /// <summary>Whether one bad plugin ends the run; else it is a warning, and the rest goes on. Default: the host decides; the <c>eegavi</c> tool says true.</summary>
    public bool? Strict { get; init; }

    /// <summary>What was loaded, as the tool writes it into a run: name, version and SHA-256. Nobody need give it, nothing reads it.</summary>
    public IReadOnlyList<string> Loaded { get; init; } = [];
}
