using Eegavi.Data.Synthetic;
using Eegavi.Data.Tests.Media;

namespace Eegavi.Data.Tests.Synthetic.Output;

/// <summary>A small data set of files, written once for all tests that read it.</summary>
public sealed class SmallPlantedFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _path;
    private readonly List<double> _progress = [];

    public SmallPlantedFiles() => _path = new(() =>
    {
        PlantedDataSet.Write(Options, PlantedLevel.Files, _folder["planted"], new Immediate(_progress.Add));
        return _folder["planted"];
    });

    public static PlantedOptions Options { get; } = new() { Seed = 5, Subjects = 2, Trials = 6, WindowSeconds = 8, Missing = PlantedMissing.Mcar, MissingShare = 0.2 };

    public static PlantedScalars Scalars { get; } = PlantedScalars.Draw(Options);

    /// <summary>Where it is; skips the test where ffmpeg is absent.</summary>
    public string Folder
    {
        get
        {
            Ffmpeg.Require();
            return _path.Value;
        }
    }

    /// <summary>What was reported while it was written.</summary>
    public IReadOnlyList<double> Progress => _progress;

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose() => _folder.Dispose();
}
