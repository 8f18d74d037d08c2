using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>A model whose parts can be traced to its features.</summary>
public interface ICalculateFeatureContribution;

/// <summary>One linear score a row.</summary>
public abstract class LinearModelParameters : ModelParametersBase<float>, ICalculateFeatureContribution
{
    private readonly float[] _weights;

    private protected LinearModelParameters(float[] weights, float bias) => (_weights, Bias) = (weights, bias);

    /// <summary>[D].</summary>
    public IReadOnlyList<float> Weights => _weights;

    public float Bias { get; protected set; }

    private protected sealed override int OutputSize => 1;

    private protected sealed override void Score(in VBuffer<float> features, Span<float> scores) =>
        scores[0] = (float)LinearScore.Of(features, _weights, Bias);

    private protected sealed override void Write(ModelSaveContext ctx)
    {
        ctx.Writer.WriteList(_weights, ctx.Writer.Write);
        ctx.Writer.Write(Bias);
    }

    /// <summary>Makes a model of the weights and the bias that were written.</summary>
    private protected static T Read<T>(ModelLoadContext ctx, Func<float[], float, T> make) => make(ctx.Reader.ReadList(ctx.Reader.ReadSingle), ctx.Reader.ReadSingle());
}

/// <summary>The linear part of a yes-or-no model: above 0 speaks for yes.</summary>
public sealed class LinearBinaryModelParameters : LinearModelParameters
{
    internal LinearBinaryModelParameters(float[] weights, float bias) : base(weights, bias) { }

    private protected override void Sign(ModelSaveContext ctx) => ctx.Sign<Loader>();

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => Read(ctx, (weights, bias) => new LinearBinaryModelParameters(weights, bias));
    }
}

/// <summary>A model of a value.</summary>
public abstract class RegressionModelParameters : LinearModelParameters
{
    private protected RegressionModelParameters(float[] weights, float bias) : base(weights, bias) { }
}

/// <summary>A linear model of a value.</summary>
public sealed class LinearRegressionModelParameters : RegressionModelParameters
{
    internal LinearRegressionModelParameters(float[] weights, float bias) : base(weights, bias) { }

    private protected override void Sign(ModelSaveContext ctx) => ctx.Sign<Loader>();

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => Read(ctx, (weights, bias) => new LinearRegressionModelParameters(weights, bias));
    }
}
