using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Nothing to learn: gives its function as a transformer.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new() where TDst : class, new()
{
    internal CustomMappingEstimator(Action<TSrc, TDst> map, string contractName, SchemaDefinition input, SchemaDefinition output)
        : base(new CustomMappingTransformer<TSrc, TDst>(map, contractName, input, output)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (var member in Transformer.Input)
            Check(inputSchema.Find(member.ColumnName), SchemaShape.Column.Of(member.ColumnName, member.ColumnType, DataViewSchema.Annotations.Empty));
        return inputSchema.With(Transformer.Output.Detached().Select(column => SchemaShape.Column.Of(column.Name, column.Type, column.Annotations)));
    }

    // A member without a size takes vectors of any size.
    private static void Check(SchemaShape.Column found, SchemaShape.Column member)
    {
        var kindFits = found.Kind == member.Kind || (found.Kind, member.Kind) == (SchemaShape.Column.VectorKind.Vector, SchemaShape.Column.VectorKind.VariableVector);
        if (!kindFits || found.IsKey != member.IsKey || !found.ItemType.Equals(member.ItemType))
            throw new ArgumentOutOfRangeException("inputSchema",
                $"Schema mismatch for input column '{member.Name}': expected {member.GetTypeString()}, got {found.GetTypeString()}");
    }
}
