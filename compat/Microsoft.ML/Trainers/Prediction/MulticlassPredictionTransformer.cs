using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>Adds the most likely class and all classes' scores.</summary>
public sealed class MulticlassPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel> where TModel : class
{
    private readonly string _labelColumn;

    internal MulticlassPredictionTransformer(TModel model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(model, trainSchema, featureColumn) => _labelColumn = labelColumn;

    private protected override string Kind => "MulticlassClassification";

    private protected override DataViewSchema.DetachedColumn[] Columns(ScoreAnnotations annotations)
    {
        var label = TrainSchema[_labelColumn].Annotations;
        var classes = ((IScorer)Model).OutputSize;
        return
        [
            new(DefaultNames.PredictedLabel, new KeyDataViewType(typeof(uint), classes), annotations.OfPredictedLabel(label)),
            new(DefaultNames.Score, new VectorDataViewType(NumberDataViewType.Single, classes), annotations.OfScores(DefaultNames.Score, label)),
        ];
    }

    // Class 0 is key 1; key 0, missing, stands for scores that are not numbers.
    private protected override Delegate[] Getters(Func<float[]> scores) =>
    [
        (ValueGetter<uint>)((ref uint dst) => dst = (uint)(1 + MulticlassDecision.BestOf(scores()))),
        (ValueGetter<VBuffer<float>>)((ref VBuffer<float> dst) => VBuffer<float>.Copy(scores(), 0, ref dst, scores().Length)),
    ];

    private protected override void Save(ModelSaveContext ctx) => SaveAs<MulticlassPredictionLoader>(ctx, _labelColumn);
}

internal sealed class MulticlassPredictionLoader : IModelLoader
{
    public object Load(ModelLoadContext ctx)
    {
        var (features, label, model, trainSchema) = PredictionFile.Read<IPredictorProducing<VBuffer<float>>>(ctx);
        return new MulticlassPredictionTransformer<IPredictorProducing<VBuffer<float>>>(model, trainSchema, features, label);
    }
}
