using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.Transforms;

/// <summary>Puts columns of one item type into one vector column.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingEstimator(string output, string[] inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        (_output, _inputs) = (output, inputs is { Length: > 0 } ? inputs : [output]);
    }

    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        return new ColumnConcatenatingTransformer(_output, _inputs);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var sources = Array.ConvertAll(_inputs, name => inputSchema.Find(name));
        foreach (var source in sources)
        {
            if (source.IsKey != sources[0].IsKey || !source.ItemType.Equals(sources[0].ItemType))
                throw new ArgumentOutOfRangeException(nameof(inputSchema), ColumnConcatenatingTransformer.Mismatch(source.Name, sources[0].ItemType, source.GetTypeString()));
        }
        var kind = Array.Exists(sources, source => source.Kind == VectorKind.VariableVector) ? VectorKind.VariableVector : VectorKind.Vector;
        var annotations = new List<SchemaShape.Column>();
        if (kind == VectorKind.Vector && Array.Exists(sources, HasNames))
            annotations.Add(new SchemaShape.Column(AnnotationKinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false));
        if (Array.TrueForAll(sources, source => source.Annotations.TryFindColumn(AnnotationKinds.IsNormalized, out _)))
            annotations.Add(new SchemaShape.Column(AnnotationKinds.IsNormalized, VectorKind.Scalar, BooleanDataViewType.Instance, false));
        return inputSchema.With(new SchemaShape.Column(_output, kind, sources[0].ItemType, sources[0].IsKey, new SchemaShape(annotations)));
    }

    private static bool HasNames(SchemaShape.Column source) =>
        source.Kind == VectorKind.Scalar || source.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out _);
}
