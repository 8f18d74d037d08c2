using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>What all trainers do: check their columns, read the rows, learn, and wrap the model.</summary>
public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel> where TModel : class
{
    private protected TrainerEstimatorBase(MLContext environment, TrainerInputBaseWithWeight input, SchemaShape.Column label)
    {
        Environment = environment;
        FeatureColumn = TrainerColumns.Feature(input.FeatureColumnName);
        LabelColumn = label;
        WeightColumn = TrainerColumns.Weight(input.ExampleWeightColumnName);
    }

    public readonly SchemaShape.Column FeatureColumn;

    public readonly SchemaShape.Column LabelColumn;

    /// <summary>Not valid where all rows count alike.</summary>
    public readonly SchemaShape.Column WeightColumn;

    public abstract TrainerInfo Info { get; }

    private protected MLContext Environment { get; }

    /// <summary>How the trainer calls itself in the log.</summary>
    private protected abstract string Name { get; }

    public TTransformer Fit(IDataView input) => FitFrom(input, null);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Check(inputSchema);
        return inputSchema.With(OutputColumns(inputSchema.Find(LabelColumn.Name)));
    }

    /// <summary>Learns, from <paramref name="start"/> on where there is one.</summary>
    private protected TTransformer FitFrom(IDataView input, TModel start)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(SchemaShape.Create(input.Schema));
        using var channel = Environment.Start($"{Name}; Training");
        var rows = TrainingRows.Read(input, FeatureColumn.Name, LabelColumn.Name, WeightColumn.Name, channel);
        return MakeTransformer(Train(rows, start, channel), input.Schema);
    }

    private protected abstract TModel Train(TrainingRows rows, TModel start, Channel channel);

    private protected abstract TTransformer MakeTransformer(TModel model, DataViewSchema trainSchema);

    private protected abstract SchemaShape.Column[] OutputColumns(SchemaShape.Column label);

    private void Check(SchemaShape inputSchema)
    {
        TrainerColumns.Check(FeatureColumn, inputSchema.Find(FeatureColumn.Name, "feature"), "feature", nameof(inputSchema));
        if (WeightColumn.IsValid)
            TrainerColumns.Check(WeightColumn, inputSchema.Find(WeightColumn.Name, "weight"), "weight", nameof(inputSchema));
        TrainerColumns.Check(LabelColumn, inputSchema.Find(LabelColumn.Name, "label"), "label", "labelCol");
    }
}
