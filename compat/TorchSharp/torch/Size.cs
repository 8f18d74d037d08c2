using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A shape.</summary>
    public struct Size : IEnumerable<long>
    {
        private readonly long[] _shape;

        public static Size Empty = new(Array.Empty<long>());

        public Size(long[] shape) => _shape = [.. shape];
        public Size(int[] shape) => _shape = Array.ConvertAll(shape, size => (long)size);
        public Size(IEnumerable<long> shape) => _shape = [.. shape];
        public Size(long size) => _shape = [size];
        public Size(int size) => _shape = [size];
        public Size((long, long) size) => _shape = Flat(size);
        public Size((long, long, long) size) => _shape = Flat(size);
        public Size((long, long, long, long) size) => _shape = Flat(size);
        public Size((long, long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4, size.Item5];
        public Size((long, long, long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6];
        public Size((int, int) size) => _shape = [size.Item1, size.Item2];
        public Size((int, int, int) size) => _shape = [size.Item1, size.Item2, size.Item3];
        public Size((int, int, int, int) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];
        public Size((int, int, int, int, int) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4, size.Item5];
        public Size((int, int, int, int, int, int) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6];

        public long[] Shape => _shape;
        public int Length => _shape.Length;
        public bool IsEmpty => _shape.Length == 0;
        public bool IsScalar => _shape.Length == 0;
        public long this[int idx] => _shape[idx];
        public long this[long idx] => _shape[idx];
        public long numel() => _shape.TotalSize();
        public Size Slice(int first, int next) => new(_shape.AsSpan(first, next - first).ToArray());
        public IEnumerable<long> Take(int i) => _shape.Take(i);

        public static implicit operator Size(long size) => new(size);
        public static implicit operator Size(long[] size) => new(size);
        public static implicit operator Size((long, long) size) => new(size);
        public static implicit operator Size((long, long, long) size) => new(size);
        public static implicit operator Size((long, long, long, long) size) => new(size);
        public static implicit operator Size((long, long, long, long, long) size) => new(size);
        public static implicit operator Size((long, long, long, long, long, long) size) => new(size);

        public static Size operator +(Size left, Size right) => new([.. left._shape, .. right._shape]);
        public static Size operator +(Size left, IEnumerable<long> right) => new([.. left._shape, .. right]);
        public static bool operator ==(Size left, Size right) => left._shape.SequenceEqual(right._shape);
        public static bool operator !=(Size left, Size right) => !(left == right);
        public override bool Equals(object obj) => obj is Size size && this == size;

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var size in _shape) hash.Add(size);
            return hash.ToHashCode();
        }

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)_shape).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
