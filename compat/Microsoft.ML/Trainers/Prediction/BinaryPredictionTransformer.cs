using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>Adds yes or no, the score behind it, and the probability of yes where the model knows it.</summary>
public sealed class BinaryPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel> where TModel : class
{
    private readonly string _labelColumn;
    private readonly ICalibrator _calibrator;

    internal BinaryPredictionTransformer(TModel model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(model, trainSchema, featureColumn) => (_labelColumn, _calibrator) = (labelColumn, (model as CalibratedModelParametersBase)?.Calibrator);

    private protected override string Kind => "BinaryClassification";

    private protected override DataViewSchema.DetachedColumn[] Columns(ScoreAnnotations annotations)
    {
        DataViewSchema.DetachedColumn[] columns =
        [
            new(DefaultNames.PredictedLabel, BooleanDataViewType.Instance, annotations.OfPredictedLabel()),
            new(DefaultNames.Score, NumberDataViewType.Single, annotations.OfScores(DefaultNames.Score)),
            new(DefaultNames.Probability, NumberDataViewType.Single, annotations.OfScores(DefaultNames.Probability)),
        ];
        return _calibrator is null ? columns[..2] : columns;
    }

    private protected override Delegate[] Getters(Func<float[]> scores)
    {
        Delegate[] getters =
        [
            (ValueGetter<bool>)((ref bool dst) => dst = scores()[0] > 0),
            (ValueGetter<float>)((ref float dst) => dst = scores()[0]),
            (ValueGetter<float>)((ref float dst) => dst = _calibrator.PredictProbability(scores()[0])),
        ];
        return _calibrator is null ? getters[..2] : getters;
    }

    private protected override void Save(ModelSaveContext ctx) => SaveAs<BinaryPredictionLoader>(ctx, _labelColumn);
}

internal sealed class BinaryPredictionLoader : IModelLoader
{
    public object Load(ModelLoadContext ctx)
    {
        var (features, label, model, trainSchema) = PredictionFile.Read<IPredictorProducing<float>>(ctx);
        return new BinaryPredictionTransformer<IPredictorProducing<float>>(model, trainSchema, features, label);
    }
}
