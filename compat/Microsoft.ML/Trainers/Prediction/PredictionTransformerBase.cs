using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>Adds what a model says of each row.</summary>
public abstract class PredictionTransformerBase<TModel> : IPredictionTransformer<TModel>, IDisposable where TModel : class
{
    private protected PredictionTransformerBase(TModel model, DataViewSchema trainSchema) => (Model, TrainSchema) = (model, trainSchema);

    public TModel Model { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The columns of the table that the model learned from.</summary>
    private protected DataViewSchema TrainSchema { get; }

    public abstract DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(input, Mapper(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Mapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => Save(ctx);

    public void Dispose() => (Model as IDisposable)?.Dispose();

    private protected abstract RowMapper Mapper(DataViewSchema inputSchema);

    private protected abstract void Save(ModelSaveContext ctx);
}

/// <summary>The same for a model that reads one vector of features.</summary>
public abstract class SingleFeaturePredictionTransformerBase<TModel> : PredictionTransformerBase<TModel>, ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected SingleFeaturePredictionTransformerBase(TModel model, DataViewSchema trainSchema, string featureColumn) : base(model, trainSchema)
    {
        FeatureColumnName = featureColumn;
        FeatureColumnType = trainSchema[featureColumn].Type;
    }

    public string FeatureColumnName { get; }

    public DataViewType FeatureColumnType { get; }

    public sealed override DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Mapper(inputSchema).OutputSchema;

    private protected sealed override RowMapper Mapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var features = inputSchema.GetColumnOrNull(FeatureColumnName)
            ?? throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Could not find feature column '{FeatureColumnName}'");
        if (!features.Type.Equals(FeatureColumnType))
        {
            throw new ArgumentOutOfRangeException(nameof(inputSchema),
                $"Schema mismatch for feature column '{FeatureColumnName}': expected {FeatureColumnType}, got {features.Type}");
        }

        return new RowMapper(inputSchema, new ScoreColumns((IScorer)Model, features.Index, Columns(new ScoreAnnotations(Kind, inputSchema)), Getters));
    }

    /// <summary>What the model predicts, as annotations call it.</summary>
    private protected abstract string Kind { get; }

    /// <summary>The columns to add.</summary>
    private protected abstract DataViewSchema.DetachedColumn[] Columns(ScoreAnnotations annotations);

    /// <summary>One getter a column over the scores of the current row.</summary>
    private protected abstract Delegate[] Getters(Func<float[]> scores);

    private protected void SaveAs<TLoader>(ModelSaveContext ctx, string labelColumn) where TLoader : IModelLoader, new()
    {
        ctx.Sign<TLoader>();
        ctx.Writer.Write(FeatureColumnName);
        ctx.Writer.Write(labelColumn);
        ctx.SaveModel(PredictionFile.Model, (ICanSaveModel)Model);
        ctx.SaveFile(PredictionFile.TrainSchema, writer => SchemaCodec.Write(writer, TrainSchema));
    }
}
