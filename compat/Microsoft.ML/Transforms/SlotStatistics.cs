using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.Statistics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Numbers of every slot of a column, of float or double, one or a vector of known size.</summary>
internal static class SlotStatistics
{
    /// <summary>Reads columns in one pass, NaN left out.</summary>
    /// <returns>By column, by slot.</returns>
    internal static RunningStatistics[][] Read(IDataView data, IReadOnlyList<DataViewSchema.Column> columns, long maximumRows)
    {
        var statistics = columns.Select(column => Enumerable.Range(0, Slots(column.Type)).Select(_ => new RunningStatistics()).ToArray()).ToArray();
        using var cursor = data.GetRowCursor(columns.DistinctBy(column => column.Index));
        var adders = columns.Select((column, i) => Generic.Call<Action>(Adder<float>, column.Type.ItemType().RawType, cursor, column, statistics[i])).ToArray();
        for (var row = 0L; row < maximumRows && cursor.MoveNext(); row++)
        {
            foreach (var add in adders)
                add();
        }
        return statistics;
    }

    internal static int Slots(DataViewType type) => type is VectorDataViewType vector ? vector.Size : 1;

    /// <summary>Refuses what has no fixed number of slots or no float or double in them.</summary>
    internal static void Check(SchemaShape.Column source)
    {
        var isReal = source.ItemType.Equals(NumberDataViewType.Single) || source.ItemType.Equals(NumberDataViewType.Double);
        if (source.Kind == SchemaShape.Column.VectorKind.VariableVector && isReal)
            throw Mismatch(source, $"Vector<{source.ItemType}>");
        if (!isReal || source.IsKey)
            throw Mismatch(source, "Single or Double, or a vector of known size of these");
    }

    private static ArgumentOutOfRangeException Mismatch(SchemaShape.Column source, string expected) =>
        new("inputSchema", $"Schema mismatch for input column '{source.Name}': expected {expected}, got {source.GetTypeString()}");

    private static Action Adder<T>(DataViewRow row, DataViewSchema.Column column, RunningStatistics[] slots) where T : IFloatingPointIeee754<T>
    {
        if (column.Type is not VectorDataViewType)
        {
            var (getter, value) = (row.GetGetter<T>(column), T.Zero);
            return () =>
            {
                getter(ref value);
                Add(slots, new ReadOnlySpan<T>(in value));
            };
        }
        var (vector, items, dense) = (row.GetGetter<VBuffer<T>>(column), default(VBuffer<T>), new T[slots.Length]);
        return () =>
        {
            vector(ref items);
            if (items.Length != slots.Length)
                throw new InvalidOperationException($"Column '{column.Name}': expected {slots.Length} slots but got {items.Length}");
            items.CopyTo(dense);
            Add(slots, dense);
        };
    }

    // Generic arithmetic is slow before the runtime has optimised it (SlotFunctions).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<T>(RunningStatistics[] slots, ReadOnlySpan<T> values) where T : IFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.IsNaN(values[i]))
                slots[i].Push(double.CreateChecked(values[i]));
        }
    }
}
