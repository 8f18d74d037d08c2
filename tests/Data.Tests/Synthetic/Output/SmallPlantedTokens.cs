using Eegavi.Data.Synthetic;

namespace Eegavi.Data.Tests.Synthetic.Output;

/// <summary>A small data set of tokens, written once.</summary>
public sealed class SmallPlantedTokens : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallPlantedTokens() => Written = PlantedDataSet.Write(Options, PlantedLevel.Tokens, Folder);

    public static PlantedOptions Options { get; } = new() { Subjects = 2, Trials = 2, WindowSeconds = 8 };

    public bool Written { get; }

    public string Folder => _folder["set"];

    /// <summary>Everything beside the data set, itself included.</summary>
    public string[] Neighbours => Directory.GetFileSystemEntries(Path.GetDirectoryName(Folder)!);

    public void Dispose() => _folder.Dispose();
}
