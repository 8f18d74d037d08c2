namespace Microsoft.ML.Data;

/// <summary>Numbers of categories: values are 1-based, and 0 is "missing".</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    /// <param name="type">byte, ushort, uint or ulong.</param>
    /// <param name="count">The number of categories, at least 1.</param>
    public KeyDataViewType(Type type, ulong count) : base(type)
    {
        if (!IsValidDataType(type))
            throw new ArgumentException($"Type '{type.FullName}' is not valid for a key", nameof(type));
        if (count == 0)
            throw new ArgumentOutOfRangeException(nameof(count), "The cardinality of a key must be positive");
        Count = count;
    }

    public KeyDataViewType(Type type, int count) : this(type, checked((ulong)count)) { }

    public ulong Count { get; }

    /// <summary>The numbers that keys are made of.</summary>
    internal PrimitiveDataViewType Numbers => SimpleTypeTable.OfOrNull(RawType);

    public static bool IsValidDataType(Type type) =>
        type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong);

    public override bool Equals(DataViewType other) => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    public override bool Equals(object other) => other is DataViewType type && Equals(type);

    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";
}
