using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.Transforms;

/// <summary>Numbers the values of columns.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly InputOutputColumnPair[] _pairs;
    private readonly int _maximum;
    private readonly KeyOrdinality _order;
    private readonly bool _asText;
    private readonly IDataView _keyData;

    internal ValueToKeyMappingEstimator(InputOutputColumnPair[] pairs, int maximum, KeyOrdinality order, bool asText, IDataView keyData)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximum);
        if (keyData != null && keyData.Schema.Count(column => !column.IsHidden) != 1)
            throw new ArgumentException("Only one column of values is expected: select it before", nameof(keyData));
        (_pairs, _maximum, _order, _asText, _keyData) = (pairs, maximum, order, asText, keyData);
    }

    /// <summary>The order of the numbers.</summary>
    public enum KeyOrdinality : byte
    {
        /// <summary>As the values came.</summary>
        ByOccurrence,
        /// <summary>Sorted; text by its characters' codes.</summary>
        ByValue,
    }

    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        var view = _keyData ?? input;
        var columns = Array.ConvertAll(_pairs, pair => _keyData is null ? input.Schema[pair.InputColumnName] : view.Schema.Last());
        var found = Array.ConvertAll(columns, column => TermMap.Empty((PrimitiveDataViewType)column.Type.ItemType()));
        using (var cursor = view.GetRowCursor(columns.DistinctBy(column => column.Index)))
        {
            var adders = columns.Select((column, i) => found[i].Adder(cursor, column, _maximum)).ToArray();
            while (cursor.MoveNext())
            {
                foreach (var add in adders)
                    add();
            }
        }
        foreach (var terms in found.Where(_ => _order == KeyOrdinality.ByValue))
            terms.Sort();
        return new ValueToKeyMappingTransformer(_pairs, found, _asText);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.With(_pairs.Select(pair => Shape(pair, inputSchema.Find(pair.InputColumnName))).ToArray());

    private SchemaShape.Column Shape(InputOutputColumnPair pair, SchemaShape.Column source)
    {
        if (!TermMap.CanMap(source.ItemType))
            throw new ArgumentOutOfRangeException("inputSchema", $"Schema mismatch for input column '{source.Name}': expected text, a number or a Boolean, got {source.GetTypeString()}");
        PrimitiveDataViewType values = _asText ? TextDataViewType.Instance : (PrimitiveDataViewType)source.ItemType;
        var annotations = source.Annotations.Where(annotation => annotation.Name == AnnotationKinds.SlotNames)
            .Append(new SchemaShape.Column(AnnotationKinds.KeyValues, VectorKind.Vector, values, false));
        return new SchemaShape.Column(pair.OutputColumnName, source.Kind, NumberDataViewType.UInt32, true, new SchemaShape(annotations));
    }
}
