using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Functions of the user's over row objects.</summary>
public static class CustomMappingCatalog
{
    /// <param name="catalog">The catalog.</param>
    /// <param name="mapAction">Fills an output object from an input object.</param>
    /// <param name="contractName">The name of the factory that gives the function again when a model is loaded; null where it is never saved.</param>
    /// <param name="inputSchemaDefinition">Which members are which columns; null takes what the class says.</param>
    /// <param name="outputSchemaDefinition">The same for the output.</param>
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(this TransformsCatalog catalog, Action<TSrc, TDst> mapAction, string contractName,
        SchemaDefinition inputSchemaDefinition = null, SchemaDefinition outputSchemaDefinition = null) where TSrc : class, new() where TDst : class, new() =>
        new(mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition);
}
