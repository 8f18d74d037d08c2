using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Tables: where they come from and how rows are chosen.</summary>
public sealed partial class DataOperationsCatalog
{
    internal DataOperationsCatalog(MLContext environment) => Environment = environment;

    internal MLContext Environment { get; }

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null) where TRow : class =>
        new EnumerableView<TRow>(data, schemaDefinition);

    /// <summary>Objects with the column types and annotations of <paramref name="schema"/>.</summary>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema) where TRow : class =>
        new EnumerableView<TRow>(data, SchemaDefinitions.Of(typeof(TRow), schema, SchemaDefinition.Direction.Read));

    /// <summary>Rows as objects.</summary>
    /// <param name="data">The table.</param>
    /// <param name="reuseRowObject">Whether every row is written into one object.</param>
    /// <param name="ignoreMissingColumns">Whether members without a column stay as they are; else they are an error.</param>
    /// <param name="schemaDefinition">Which members are which columns; null takes what the class says.</param>
    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false,
        SchemaDefinition schemaDefinition = null) where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        return Objects(data, reuseRowObject, new ObjectWriter<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition));
    }

    /// <summary>Keeps in memory what was read once; <paramref name="columnsToPrefetch"/> are read with the first reading.</summary>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new CachedView(input, Array.ConvertAll(columnsToPrefetch ?? [], name => input.Schema.GetColumnOrNull(name)
            ?? throw new ArgumentOutOfRangeException(nameof(columnsToPrefetch), $"Could not find prefetch column '{name}'")));
    }

    private static IEnumerable<TRow> Objects<TRow>(IDataView data, bool reuse, ObjectWriter<TRow> writer) where TRow : class, new()
    {
        using var cursor = data.GetRowCursor(writer.Columns);
        var write = writer.Over(cursor);
        var row = new TRow();
        while (cursor.MoveNext())
        {
            if (!reuse)
                row = new TRow();
            write(row);
            yield return row;
        }
    }
}
