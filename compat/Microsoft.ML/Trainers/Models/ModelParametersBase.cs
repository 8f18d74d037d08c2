using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>What a trainer learned.</summary>
/// <typeparam name="TOutput">float for one score a row, a vector for one a class.</typeparam>
public abstract class ModelParametersBase<TOutput> : IPredictorProducing<TOutput>
{
    private protected ModelParametersBase() { }

    int IScorer.OutputSize => OutputSize;

    private protected abstract int OutputSize { get; }

    void IScorer.Score(in VBuffer<float> features, Span<float> scores) => Score(features, scores);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        Sign(ctx);
        Write(ctx);
    }

    private protected abstract void Score(in VBuffer<float> features, Span<float> scores);

    /// <summary>Says what reads the model again.</summary>
    private protected abstract void Sign(ModelSaveContext ctx);

    private protected abstract void Write(ModelSaveContext ctx);
}

/// <summary>A scorer by the kind of its output: what a loaded model is known as.</summary>
internal interface IPredictorProducing<out TOutput> : IScorer;

/// <summary>What scores rows.</summary>
internal interface IScorer : ICanSaveModel
{
    /// <summary>K, the number of scores.</summary>
    int OutputSize { get; }

    /// <param name="features">[D].</param>
    /// <param name="scores">[K] is filled: probabilities of classes, or the one score.</param>
    void Score(in VBuffer<float> features, Span<float> scores);
}

/// <summary>A linear score.</summary>
internal static class LinearScore
{
    internal static double Of(in VBuffer<float> features, ReadOnlySpan<float> weights, double bias)
    {
        if (features.Length != weights.Length)
            throw new InvalidOperationException($"Expected {weights.Length} features, got {features.Length}");
        var values = features.GetValues();
        var indices = features.GetIndices();
        var sum = bias;
        for (var i = 0; i < values.Length; i++)
            sum += (double)values[i] * weights[indices.IsEmpty ? i : indices[i]];
        return sum;
    }
}
