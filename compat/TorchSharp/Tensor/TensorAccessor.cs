using System.Collections;
using TorchSharp.Engine;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>A tensor's elements in logical order, read and written in place.</summary>
public sealed unsafe class TensorAccessor<T> : IEnumerable<T>, IDisposable where T : unmanaged
{
    private readonly Reference _reference;
    private readonly T* _data;
    private readonly long[] _shape, _strides;
    private readonly bool _dense;

    internal TensorAccessor(Tensor tensor)
    {
        _data = (T*)tensor.DataPointer;
        _reference = new Reference(Native.share(tensor.Handle));
        _shape = tensor.shape;
        _strides = tensor.stride();
        _dense = tensor.is_contiguous();
        Count = tensor.numel();
    }

    public long Count { get; }
    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => At(Place(indices));
        set => At(Place(indices)) = value;
    }

    private ref T At(long place) => ref _data[place];

    private long Place(long[] indices)
    {
        if (indices.Length == 1 && _shape.Length != 1) return PlaceOf(indices[0]);
        long place = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= _shape[i]) throw new IndexOutOfRangeException();
            place += indices[i] * _strides[i];
        }
        return place;
    }

    /// <summary>Where the logical element <paramref name="number"/> lies in memory.</summary>
    private long PlaceOf(long number)
    {
        if (number < 0 || number >= Count) throw new IndexOutOfRangeException();
        if (_dense) return number;
        long place = 0;
        for (var i = _shape.Length - 1; i >= 0; i--)
        {
            place += number % _shape[i] * _strides[i];
            number /= _shape[i];
        }
        return place;
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result.AsSpan());
        return result;
    }

    public Array ToNDArray()
    {
        if (_shape.Length == 0) return ToArray();
        var result = Array.CreateInstance(typeof(T), _shape);
        var position = new long[_shape.Length];
        foreach (var value in ToArray())
        {
            result.SetValue(value, position);
            for (var i = position.Length - 1; i >= 0 && ++position[i] == _shape[i]; i--) position[i] = 0;
        }
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (_dense) new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(target);
        else for (var i = 0; i < count; i++) target[i] = At(PlaceOf(tensorIndex + i));
        GC.KeepAlive(_reference);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        for (var i = 0; i < source.Length && tensorIndex + i < Count; i++) At(PlaceOf(tensorIndex + i)) = source[i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return Value(i);
    }

    private T Value(long number)
    {
        var value = At(PlaceOf(number));
        GC.KeepAlive(_reference);
        return value;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) =>
        left is null ? right is null : right is not null && left.Count == right.Count && left.SequenceEqual(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);
    public override bool Equals(object obj) => obj is TensorAccessor<T> other && this == other;
    public override int GetHashCode() => ((IntPtr)_data).GetHashCode();

    public void Dispose() => _reference.Release();

    /// <summary>Keeps the memory alive when the caller's tensor is disposed first.</summary>
    private sealed class Reference(IntPtr handle)
    {
        private IntPtr _handle = handle;

        ~Reference() => Release();

        internal void Release()
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle != IntPtr.Zero) Native.release(handle);
        }
    }
}
