namespace Eegavi.Losses;

/// <summary>Vectors of rows in a safetensors file: a float32 array [R, E] for each name, row ids in the metadata under <c>ids</c>, one a line. NaN in a row = the row has no such vector.</summary>
public static class EmbeddingFile
{
    private const string Ids = "ids";

    /// <summary>Writes a file; it appears under its name when complete.</summary>
    /// <param name="path">Where.</param>
    /// <param name="ids">R row ids, unique, without line breaks.</param>
    /// <param name="vectors">By name: R vectors of one width; null = the row has none.</param>
    /// <exception cref="ArgumentException">Ids repeat, or vectors have another number or other widths.</exception>
    public static void Write(string path, IReadOnlyList<string> ids, IReadOnlyDictionary<string, IReadOnlyList<float[]?>> vectors)
    {
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count || ids.Any(id => id.Contains('\n', StringComparison.Ordinal)))
            throw new ArgumentException("Expected row ids that are unique and have no line breaks.", nameof(ids));
        SafetensorsWriter.Write(path, vectors.Select(v => Array(v.Key, v.Value, ids.Count)), new Dictionary<string, string> { [Ids] = string.Join('\n', ids) });
    }

    /// <summary>Row ids of an open file, in the order of its rows.</summary>
    /// <exception cref="InvalidDataException">It has none, or one comes twice.</exception>
    internal static IReadOnlyDictionary<string, int> RowsOf(SafetensorsFile file)
    {
        if (!file.Metadata.TryGetValue(Ids, out var text)) throw new InvalidDataException($"{file.FilePath}: expected row ids in the metadata, under '{Ids}', one a line; there are none.");
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var id in text.Length == 0 ? [] : text.Split('\n'))
        {
            if (!rows.TryAdd(id, rows.Count)) throw new InvalidDataException($"{file.FilePath}: expected each row id once; '{id}' comes again.");
        }
        return rows;
    }

    private static SafetensorsArray Array(string name, IReadOnlyList<float[]?> rows, int expected)
    {
        var width = rows.Select(r => r?.Length).FirstOrDefault(w => w is not null) ?? 0;
        if (rows.Count != expected || rows.Any(r => r is not null && r.Length != width) || width == 0)
            throw new ArgumentException($"Vectors '{name}': expected {expected} rows of one width above 0; got {rows.Count} rows of widths {string.Join(", ", rows.Select(r => r?.Length).Distinct())}.");
        float[] missing = [.. Enumerable.Repeat(float.NaN, width)];
        return SafetensorsArray.Of<float>(name, rows.SelectMany(r => r ?? missing).ToArray(), rows.Count, width);
    }
}
