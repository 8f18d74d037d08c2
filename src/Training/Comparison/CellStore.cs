using System.Text.Json;
using Eegavi.Data.Writers;

namespace Eegavi.Training.Comparison;

/// <summary>Results of cells on disk. A cell whose result is there, made from the same configuration, data and program, is not run again.</summary>
/// <param name="folder">Folder of the comparison.</param>
public sealed class CellStore(string folder)
{
    /// <summary>The result of a cell; null where there is none, it failed, or it was made from something else.</summary>
    public CellResult? Find(Cell cell)
    {
        var file = FileOf(cell);
        if (!File.Exists(file)) return null;
        try
        {
            var result = JsonSerializer.Deserialize<CellResult>(File.ReadAllText(file), CellJson.Format);
            return result is { Error: null } && result.Fingerprint == cell.Fingerprint() ? result : null;
        }
        catch (JsonException)
        {
            // Not ours, or from another version: run it again.
            return null;
        }
    }

    /// <summary>Keeps a cell's description and its result; whole or not at all.</summary>
    public void Keep(Cell cell, CellResult result)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(cell))!);
        AtomicFile.WriteText(Path.Combine(Path.GetDirectoryName(FileOf(cell))!, "run.json"), JsonSerializer.Serialize(cell, CellJson.Format));
        AtomicFile.WriteText(FileOf(cell), JsonSerializer.Serialize(result, CellJson.Format));
    }

    private string FileOf(Cell cell) => Path.Combine(folder, "runs", cell.Place, "result.json");
}
