using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>Vectors (of any number of axes) of one primitive type; size 0 means that rows differ in size.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0) : this(itemType, ImmutableArray.Create(size)) { }

    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions) : this(itemType, ImmutableArray.Create(dimensions)) { }

    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions) : base(RawOf(itemType))
    {
        if (dimensions.Length == 0)
            throw new ArgumentException("At least one dimension is needed", nameof(dimensions));
        if (dimensions.Any(size => size < 0))
            throw new ArgumentException("Dimensions cannot be negative", nameof(dimensions));
        ItemType = itemType;
        Dimensions = dimensions;
        Size = dimensions.Aggregate(1, (product, size) => checked(product * size));
    }

    public ImmutableArray<int> Dimensions { get; }

    public PrimitiveDataViewType ItemType { get; }

    /// <summary>Whether every row has the same number of items.</summary>
    public bool IsKnownSize => Size > 0;

    /// <summary>Items of a row; 0 where rows differ.</summary>
    public int Size { get; }

    public override bool Equals(DataViewType other) =>
        other is VectorDataViewType vector && vector.ItemType.Equals(ItemType) && vector.Dimensions.SequenceEqual(Dimensions);

    public override bool Equals(object other) => other is DataViewType type && Equals(type);

    public override int GetHashCode() => Dimensions.Aggregate(ItemType.GetHashCode(), HashCode.Combine);

    public override string ToString()
    {
        var sizes = Dimensions is [0] ? "" : ", " + string.Join(", ", Dimensions.Select(size => size == 0 ? "*" : size.ToString()));
        return $"Vector<{ItemType}{sizes}>";
    }

    private static Type RawOf(PrimitiveDataViewType itemType) =>
        typeof(VBuffer<>).MakeGenericType((itemType ?? throw new ArgumentNullException(nameof(itemType))).RawType);
}
