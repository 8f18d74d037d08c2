using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>A model whose parts can be traced to its features.</summary>
public interface ICalculateFeatureContribution;

/// <summary>One linear score a row.</summary>
public abstract class LinearModelParameters : ModelParametersBase<float>, ICalculateFeatureContribution
{
    private readonly float[] _weights;

    private protected LinearModelParameters(float[] weights, float bias) => (_weights, Bias) = (weights, bias);

    private protected LinearModelParameters(BinaryReader reader) : this(LinearModelFile.ReadFloats(reader), reader.ReadSingle()) { }

    /// <summary>[D].</summary>
    public IReadOnlyList<float> Weights => _weights;

    public float Bias { get; protected set; }

    private protected sealed override int OutputSize => 1;

    private protected sealed override void Score(in VBuffer<float> features, Span<float> scores) =>
        scores[0] = (float)LinearScore.Of(features, _weights, Bias);

    private protected void Write(BinaryWriter writer)
    {
        LinearModelFile.WriteFloats(writer, _weights);
        writer.Write(Bias);
    }
}

/// <summary>The linear part of a yes-or-no model: above 0 speaks for yes.</summary>
public sealed class LinearBinaryModelParameters : LinearModelParameters
{
    internal LinearBinaryModelParameters(float[] weights, float bias) : base(weights, bias) { }

    private LinearBinaryModelParameters(BinaryReader reader) : base(reader) { }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        Write(ctx.Writer);
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => new LinearBinaryModelParameters(ctx.Reader);
    }
}

/// <summary>A model of a value.</summary>
public abstract class RegressionModelParameters : LinearModelParameters
{
    private protected RegressionModelParameters(float[] weights, float bias) : base(weights, bias) { }

    private protected RegressionModelParameters(BinaryReader reader) : base(reader) { }
}

/// <summary>A linear model of a value.</summary>
public sealed class LinearRegressionModelParameters : RegressionModelParameters
{
    internal LinearRegressionModelParameters(float[] weights, float bias) : base(weights, bias) { }

    private LinearRegressionModelParameters(BinaryReader reader) : base(reader) { }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        Write(ctx.Writer);
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => new LinearRegressionModelParameters(ctx.Reader);
    }
}
