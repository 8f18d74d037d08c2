namespace Microsoft.ML.Data;

/// <summary>How a vector is written: over the memory of an earlier one where that is large enough.</summary>
public static class VBufferEditor
{
    public static VBufferEditor<T> CreateFromBuffer<T>(ref VBuffer<T> destination) =>
        Create(ref destination, destination.Length, destination.GetValues().Length, keepOldOnResize: true);

    /// <param name="destination">The vector whose memory is taken over.</param>
    /// <param name="newLogicalLength">Items of the new vector.</param>
    /// <param name="valuesCount">Items that will be stored; null stores all.</param>
    /// <param name="maxValuesCapacity">Never reserve more than this.</param>
    /// <param name="keepOldOnResize">Whether old values stay where memory must grow.</param>
    /// <param name="requireIndicesOnDense">Whether places are given for a dense vector too.</param>
    public static VBufferEditor<T> Create<T>(ref VBuffer<T> destination, int newLogicalLength, int? valuesCount = null,
        int? maxValuesCapacity = null, bool keepOldOnResize = false, bool requireIndicesOnDense = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(newLogicalLength);
        var count = valuesCount ?? newLogicalLength;
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)newLogicalLength, nameof(valuesCount));

        var values = Room(destination.ValuesOrNull, count, keepOldOnResize, out var newValues);
        var newIndices = false;
        var indices = destination.IndicesOrNull;
        if (count < newLogicalLength || requireIndicesOnDense)
            indices = Room(indices, count, keepOldOnResize, out newIndices);
        return new VBufferEditor<T>(newLogicalLength, count, values, indices, requireIndicesOnDense, newValues, newIndices);
    }

    private static TItem[] Room<TItem>(TItem[] old, int count, bool keep, out bool made)
    {
        made = (old?.Length ?? 0) < count;
        if (!made)
            return old ?? [];
        var room = new TItem[count];
        if (keep)
            old?.CopyTo(room, 0);
        return room;
    }
}

/// <summary>A vector that is being written.</summary>
public readonly ref struct VBufferEditor<T>
{
    private readonly int _length;
    private readonly T[] _values;
    private readonly int[] _indices;

    internal VBufferEditor(int length, int count, T[] values, int[] indices, bool alwaysIndices, bool newValues, bool newIndices)
    {
        (_length, _values, _indices) = (length, values, indices);
        (CreatedNewValues, CreatedNewIndices) = (newValues, newIndices);
        Values = values.AsSpan(0, count);
        Indices = count < length || alwaysIndices ? indices.AsSpan(0, count) : default;
    }

    public readonly Span<T> Values;

    public readonly Span<int> Indices;

    public bool CreatedNewValues { get; }

    public bool CreatedNewIndices { get; }

    public VBuffer<T> Commit() => new(_length, Values.Length, _values, _indices);

    /// <summary>The vector with fewer stored values than were reserved.</summary>
    public VBuffer<T> CommitTruncated(int physicalValuesCount) => new(_length, physicalValuesCount, _values, _indices);
}
