using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Learns how to bring numbers to like size.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly SlotScaling _scaling;
    private readonly InputOutputColumnPair[] _pairs;
    private readonly long _maximumRows;

    internal NormalizingEstimator(SlotScaling scaling, InputOutputColumnPair[] pairs, long maximumRows)
    {
        if (maximumRows <= 1)
            throw new ArgumentOutOfRangeException("maximumExampleCount", "Must be greater than 1");
        (_scaling, _pairs, _maximumRows) = (scaling, pairs, maximumRows);
    }

    public NormalizingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        var statistics = SlotStatistics.Read(input, Array.ConvertAll(_pairs, pair => input.Schema[pair.InputColumnName]), _maximumRows);
        var learned = Array.ConvertAll(statistics, slots => Array.ConvertAll(slots, _scaling.Learn));
        return new NormalizingTransformer(_pairs, _scaling.Function, learned, Array.ConvertAll(_pairs, pair => input.Schema[pair.InputColumnName].Type));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.With(_pairs.Select(pair => Shape(pair, inputSchema.Find(pair.InputColumnName))).ToArray());

    private static SchemaShape.Column Shape(InputOutputColumnPair pair, SchemaShape.Column source)
    {
        SlotStatistics.Check(source);
        var annotations = source.Annotations.Where(annotation => annotation.Name == AnnotationKinds.SlotNames)
            .Append(new SchemaShape.Column(AnnotationKinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false));
        return new SchemaShape.Column(pair.OutputColumnName, source.Kind, source.ItemType, false, new SchemaShape(annotations));
    }
}
