using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>Reads labels and weights as numbers.</summary>
internal static class LabelReader
{
    /// <summary>The value of a column as a number: keys from 0, no as 0, yes as 1; NaN is missing.</summary>
    internal static Func<float> Over(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType { RawType: var raw } when raw == typeof(uint) => row.Reader<uint, float>(column, key => key == 0 ? float.NaN : key - 1),
        BooleanDataViewType => row.Reader<bool, float>(column, yes => yes ? 1 : 0),
        NumberDataViewType when column.Type == NumberDataViewType.Single => row.Reader<float, float>(column, value => value),
        NumberDataViewType when column.Type == NumberDataViewType.Double => row.Reader<double, float>(column, value => (float)value),
        _ => throw new ArgumentOutOfRangeException(nameof(column), $"Schema mismatch for label column '{column.Name}': expected Key<UInt32>, Boolean, Single or Double, got {column.Type}"),
    };
}
