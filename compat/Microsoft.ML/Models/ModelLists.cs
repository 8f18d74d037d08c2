namespace Microsoft.ML;

/// <summary>How lists lie in a model file: a count, then the items.</summary>
internal static class ModelLists
{
    // Room that a count alone reserves; more comes with the items themselves, so a count that lies costs nothing.
    private const int FirstRoom = 1024;

    internal static void WriteList<T>(this BinaryWriter writer, IReadOnlyCollection<T> items, Action<T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
            write(item);
    }

    /// <summary>A list again.</summary>
    /// <param name="reader">Where its count comes from.</param>
    /// <param name="read">Reads an item: at least one byte.</param>
    internal static T[] ReadList<T>(this BinaryReader reader, Func<T> read)
    {
        var count = reader.ReadCount();
        var items = new List<T>(Math.Min(count, FirstRoom));
        while (items.Count < count)
            items.Add(read());
        return [.. items];
    }

    /// <exception cref="FormatException">It is negative.</exception>
    internal static int ReadCount(this BinaryReader reader) => reader.ReadInt32() is >= 0 and var count
        ? count
        : throw new FormatException("The model file has a list whose count is negative: it is damaged");
}
