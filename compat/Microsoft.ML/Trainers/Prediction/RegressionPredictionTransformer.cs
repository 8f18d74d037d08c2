using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>Adds the predicted value.</summary>
public sealed class RegressionPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel> where TModel : class
{
    internal RegressionPredictionTransformer(TModel model, DataViewSchema trainSchema, string featureColumn)
        : base(model, trainSchema, featureColumn) { }

    private protected override string Kind => "Regression";

    private protected override DataViewSchema.DetachedColumn[] Columns(ScoreAnnotations annotations) =>
        [new(DefaultNames.Score, NumberDataViewType.Single, annotations.OfScores(DefaultNames.Score))];

    private protected override Delegate[] Getters(Func<float[]> scores) =>
        [(ValueGetter<float>)((ref float dst) => dst = scores()[0])];

    private protected override void Save(ModelSaveContext ctx) => SaveAs<RegressionPredictionLoader>(ctx, labelColumn: "");
}

internal sealed class RegressionPredictionLoader : IModelLoader
{
    public object Load(ModelLoadContext ctx)
    {
        var (features, _, model, trainSchema) = PredictionFile.Read<IPredictorProducing<float>>(ctx);
        return new RegressionPredictionTransformer<IPredictorProducing<float>>(model, trainSchema, features);
    }
}
