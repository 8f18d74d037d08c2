namespace Microsoft.ML.Data;

/// <summary>How a model with its columns lies in a model file.</summary>
internal static class PredictionFile
{
    internal const string Model = nameof(Model);
    internal const string TrainSchema = nameof(TrainSchema);

    /// <summary>Reads the names of the feature and the label column, the model, and the schema that it learned from.</summary>
    internal static (string Features, string Label, TModel Model, DataViewSchema TrainSchema) Read<TModel>(ModelLoadContext ctx) where TModel : class =>
        (ctx.Reader.ReadString(), ctx.Reader.ReadString(), ctx.LoadModel<TModel>(Model), ctx.LoadFile(TrainSchema, SchemaCodec.ReadSchema));
}
