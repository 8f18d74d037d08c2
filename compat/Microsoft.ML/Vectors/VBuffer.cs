using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>A vector, dense or sparse, whose memory the next row may use again.</summary>
public readonly struct VBuffer<T> : IEnumerable
{
    private readonly T[] _values;
    private readonly int[] _indices;
    private readonly int _count;

    /// <summary>Items, those that are not stored included.</summary>
    public readonly int Length;

    public VBuffer(int length, T[] values, int[] indices = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if ((values?.Length ?? 0) < length)
            throw new ArgumentException($"Expected at least {length} values, got {values?.Length ?? 0}", nameof(values));
        (Length, _count, _values, _indices) = (length, length, values, indices);
    }

    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)length, nameof(count));
        if ((values?.Length ?? 0) < count)
            throw new ArgumentException($"Expected at least {count} values, got {values?.Length ?? 0}", nameof(values));
        if (count < length && (indices?.Length ?? 0) < count)
            throw new ArgumentException($"Expected at least {count} indices, got {indices?.Length ?? 0}", nameof(indices));
        (Length, _count, _values, _indices) = (length, count, values, indices);
    }

    /// <summary>Whether every item is stored.</summary>
    public bool IsDense => _count == Length;

    internal T[] ValuesOrNull => _values;

    internal int[] IndicesOrNull => _indices;

    /// <summary>The stored values.</summary>
    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    /// <summary>Where the stored values stand, ascending; empty where every item is stored.</summary>
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)sourceIndex, (uint)Length, nameof(sourceIndex));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - sourceIndex), nameof(length));
        var (first, end) = IsDense ? (sourceIndex, sourceIndex + length) : (StoredBefore(sourceIndex), StoredBefore(sourceIndex + length));
        var editor = VBufferEditor.Create(ref destination, length, end - first);
        GetValues()[first..end].CopyTo(editor.Values);
        for (var i = first; i < end && end - first < length; i++)
            editor.Indices[i - first] = _indices[i] - sourceIndex;
        destination = editor.Commit();
    }

    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
    {
        var target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }
        target.Fill(defaultValue);
        for (var i = 0; i < _count; i++)
            target[_indices[i]] = _values[i];
    }

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        var editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Every item in order.</summary>
    public IEnumerable<T> DenseValues() => Items(all: true).Select(item => item.Value);

    /// <summary>Stored items with their places, or every item.</summary>
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        var next = 0;
        for (var i = 0; i < Length; i++)
        {
            var stored = IsDense ? i : next < _count && _indices[next] == i ? next++ : -1;
            if (all || stored >= 0)
                yield return new(i, stored < 0 ? default : _values[stored]);
        }
    }

    public T GetItemOrDefault(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
        var stored = IsDense ? index : GetIndices().BinarySearch(index);
        return stored < 0 ? default : _values[stored];
    }

    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    public IEnumerator GetEnumerator() => DenseValues().GetEnumerator();

    public override string ToString() => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    private int StoredBefore(int index)
    {
        var at = GetIndices().BinarySearch(index);
        return at < 0 ? ~at : at;
    }
}
