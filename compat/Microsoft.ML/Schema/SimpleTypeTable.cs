namespace Microsoft.ML.Data;

/// <summary>Which simple type goes with a .NET type and with a <see cref="DataKind"/>.</summary>
internal static class SimpleTypeTable
{
    private static readonly (DataKind Kind, PrimitiveDataViewType Type)[] All =
    [
        (DataKind.SByte, NumberDataViewType.SByte), (DataKind.Byte, NumberDataViewType.Byte),
        (DataKind.Int16, NumberDataViewType.Int16), (DataKind.UInt16, NumberDataViewType.UInt16),
        (DataKind.Int32, NumberDataViewType.Int32), (DataKind.UInt32, NumberDataViewType.UInt32),
        (DataKind.Int64, NumberDataViewType.Int64), (DataKind.UInt64, NumberDataViewType.UInt64),
        (DataKind.Single, NumberDataViewType.Single), (DataKind.Double, NumberDataViewType.Double),
        (DataKind.String, TextDataViewType.Instance), (DataKind.Boolean, BooleanDataViewType.Instance),
        (DataKind.TimeSpan, TimeSpanDataViewType.Instance), (DataKind.DateTime, DateTimeDataViewType.Instance),
        (DataKind.DateTimeOffset, DateTimeOffsetDataViewType.Instance),
    ];

    /// <summary>The simple type of values that a field or property of <paramref name="type"/> holds; null where there is none.</summary>
    internal static PrimitiveDataViewType OfOrNull(Type type) =>
        type == typeof(string) ? TextDataViewType.Instance
        : type == typeof(DataViewRowId) ? RowIdDataViewType.Instance
        : Array.Find(All, entry => entry.Type.RawType == type).Type;

    internal static PrimitiveDataViewType Of(DataKind kind) =>
        Array.Find(All, entry => entry.Kind == kind).Type ?? throw new ArgumentOutOfRangeException(nameof(kind), $"No simple type has the kind {kind}");
}
