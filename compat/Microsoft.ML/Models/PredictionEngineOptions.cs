using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Options of a prediction engine.</summary>
public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of the prediction without a column stay as they are; else they are an error.</summary>
    public bool IgnoreMissingColumns = true;

    /// <summary>Which members of the example are which columns; null takes what the class says.</summary>
    public SchemaDefinition InputSchemaDefinition;

    /// <summary>The same for the prediction.</summary>
    public SchemaDefinition OutputSchemaDefinition;

    /// <summary>Whether the transformer is disposed with the engine.</summary>
    public bool OwnsTransformer = true;
}
