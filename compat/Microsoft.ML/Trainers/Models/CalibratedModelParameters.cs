using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.Calibrators;

/// <summary>From a score to a probability.</summary>
public interface ICalibrator
{
    float PredictProbability(float output);
}

/// <summary>A model and what turns its score into a probability.</summary>
public abstract class CalibratedModelParametersBase
{
    private protected CalibratedModelParametersBase(object subModel, ICalibrator calibrator) => (SubModel, Calibrator) = (subModel, calibrator);

    public object SubModel { get; }

    public ICalibrator Calibrator { get; }
}

/// <summary>The same, typed.</summary>
public abstract class CalibratedModelParametersBase<TSubModel, TCalibrator> : CalibratedModelParametersBase
    where TSubModel : class where TCalibrator : class, ICalibrator
{
    private protected CalibratedModelParametersBase(TSubModel subModel, TCalibrator calibrator) : base(subModel, calibrator) { }

    public new TSubModel SubModel => (TSubModel)base.SubModel;

    public new TCalibrator Calibrator => (TCalibrator)base.Calibrator;
}

/// <summary>A logistic regression.</summary>
internal sealed class CalibratedLinearModelParameters : CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>, IPredictorProducing<float>
{
    private const string ModelFolder = "Predictor", CalibratorFolder = "Calibrator";

    /// <summary>A linear model of the log odds.</summary>
    internal CalibratedLinearModelParameters(float[] weights, float bias)
        : this(new LinearBinaryModelParameters(weights, bias), new PlattCalibrator(-1, 0)) { }

    private CalibratedLinearModelParameters(LinearBinaryModelParameters model, PlattCalibrator calibrator) : base(model, calibrator) { }

    public int OutputSize => 1;

    public void Score(in VBuffer<float> features, Span<float> scores) => ((IScorer)SubModel).Score(features, scores);

    public void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        ctx.SaveModel(ModelFolder, SubModel);
        ctx.SaveModel(CalibratorFolder, Calibrator);
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) =>
            new CalibratedLinearModelParameters(ctx.LoadModel<LinearBinaryModelParameters>(ModelFolder), ctx.LoadModel<PlattCalibrator>(CalibratorFolder));
    }
}
