using Eegavi.Data.Writers;

namespace Eegavi.Data.Windows;

/// <summary>Reads and writes <see cref="TokenStore"/>s as safetensors: <c>m.values</c> [R, N, D] float32, <c>m.seconds</c> [R, N] float32 and <c>m.valid</c> [R, N] bytes for each modality m; row ids in the metadata, one a line.</summary>
public static class TokenFile
{
    private const string Ids = "ids", Values = ".values", Seconds = ".seconds", Valid = ".valid";

    /// <summary>Writes a store; the file appears under its name when complete.</summary>
    /// <exception cref="ArgumentException">An id comes twice, or a modality has another number of rows.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Write(string path, TokenStore store)
    {
        if (store.Ids.Distinct().Count() != store.Ids.Count || store.Ids.Any(i => i.Contains('\n', StringComparison.Ordinal)))
            throw new ArgumentException("Expected row ids that are unique and have no line breaks.");
        foreach (var (name, array) in store.Modalities)
            if (array.Rows != store.Ids.Count) throw new ArgumentException($"Modality '{name}': expected {store.Ids.Count} rows, one for each id; got {array.Rows}.");
        // Opened only so that a folder that cannot be written to is a clear error.
        using (new AtomicFile(path)) SafetensorsWriter.Write(path, store.Modalities.SelectMany(m => Arrays(m.Key, m.Value)), new Dictionary<string, string> { [Ids] = string.Join('\n', store.Ids) });
    }

    /// <summary>Reads a store.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static TokenStore Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected tokens at '{path}'; there is no such file.", path);
        using var file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(Ids, out var text)) throw new InvalidDataException($"{path}: expected row ids in the metadata, under '{Ids}'; there are none.");
        var ids = text.Length == 0 ? [] : text.Split('\n');
        if (ids.Distinct().Count() != ids.Length) throw new InvalidDataException($"{path}: expected each row id once; some appear several times.");
        var names = file.Names.Where(n => n.EndsWith(Values, StringComparison.Ordinal)).Select(n => n[..^Values.Length]);
        return new TokenStore { Ids = ids, Modalities = names.ToDictionary(n => n, n => Array(file, n, ids.Length)) };
    }

    private static IEnumerable<SafetensorsArray> Arrays(string name, ModalityArray array) =>
    [
        SafetensorsArray.Of<float>(name + Values, array.Values, [array.Rows, .. array.Shape.Select(a => (long)a)]),
        SafetensorsArray.Of<float>(name + Seconds, array.Seconds, array.Rows, array.Steps),
        SafetensorsArray.Of<byte>(name + Valid, System.Array.ConvertAll(array.Valid, v => v ? (byte)1 : (byte)0), array.Rows, array.Steps),
    ];

    private static ModalityArray Array(SafetensorsFile file, string name, int rows)
    {
        foreach (var part in new[] { Seconds, Valid })
            if (!file.Contains(name + part)) throw new InvalidDataException($"{file.FilePath}: expected '{name}{part}' beside '{name}{Values}'; it is missing.");
        var (values, steps) = (file.Info(name + Values).Shape, file.Info(name + Seconds).Shape);
        var fit = values.Count >= 3 && values[0] == rows && steps.Count == 2 && steps[0] == rows && steps[1] == values[1]
            && file.Info(name + Valid).Shape.SequenceEqual(steps)
            && (file.Info(name + Values).Type, file.Info(name + Seconds).Type, file.Info(name + Valid).Type) == (SafetensorsType.F32, SafetensorsType.F32, SafetensorsType.U8);
        if (!fit) throw new InvalidDataException($"{file.FilePath}: expected '{name}' as float32 values [{rows}, N, D], float32 seconds [{rows}, N] and byte valid [{rows}, N]; got [{string.Join(", ", values)}] and [{string.Join(", ", steps)}].");
        return new ModalityArray(
            [.. values.Skip(1).Select(a => checked((int)a))], (int)steps[1], file.ReadArray<float>(name + Values),
            System.Array.ConvertAll(file.ReadArray<byte>(name + Valid), v => v != 0), file.ReadArray<float>(name + Seconds));
    }
}
