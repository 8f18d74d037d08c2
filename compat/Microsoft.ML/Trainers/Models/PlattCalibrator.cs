namespace Microsoft.ML.Calibrators;

/// <summary>1 / (1 + exp(slope * score + offset)).</summary>
public sealed class PlattCalibrator : ICalibrator, ICanSaveModel
{
    internal PlattCalibrator(double slope, double offset) => (Slope, Offset) = (slope, offset);

    public double Slope { get; }

    public double Offset { get; }

    public float PredictProbability(float output) =>
        float.IsNaN(output) ? output : (float)(1 / (1 + Math.Exp(Slope * output + Offset)));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        ctx.Writer.Write(Slope);
        ctx.Writer.Write(Offset);
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => new PlattCalibrator(ctx.Reader.ReadDouble(), ctx.Reader.ReadDouble());
    }
}
