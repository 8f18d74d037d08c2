using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Solvers;

namespace Microsoft.ML.Trainers;

/// <summary>One linear score a class.</summary>
public abstract class LinearMulticlassModelParametersBase : ModelParametersBase<VBuffer<float>>
{
    private const string NamesFile = "LabelNames";
    private const int FewClasses = 128;

    private readonly float[][] _weights;
    private readonly float[] _biases;
    private readonly string[] _names;

    private protected LinearMulticlassModelParametersBase(float[][] weights, float[] biases, string[] names) =>
        (_weights, _biases, _names) = (weights, biases, names);

    private protected LinearMulticlassModelParametersBase(ModelLoadContext ctx)
    {
        _biases = ctx.Reader.ReadList(ctx.Reader.ReadSingle);
        _weights = Array.ConvertAll(_biases, _ => ctx.Reader.ReadList(ctx.Reader.ReadSingle));
        if (ctx.Reader.ReadBoolean())
            _names = ctx.LoadFile(NamesFile, reader => reader.ReadList(reader.ReadString));
    }

    private protected sealed override int OutputSize => _biases.Length;

    /// <summary>Copies the weights: one vector of length D a class.</summary>
    public void GetWeights(ref VBuffer<float>[] weights, out int numClasses)
    {
        numClasses = _weights.Length;
        if (weights?.Length != numClasses)
            weights = new VBuffer<float>[numClasses];
        for (var k = 0; k < numClasses; k++)
            VBuffer<float>.Copy(_weights[k], 0, ref weights[k], _weights[k].Length);
    }

    /// <summary>[K].</summary>
    public IEnumerable<float> GetBiases() => _biases.AsEnumerable();

    private protected sealed override void Score(in VBuffer<float> features, Span<float> scores)
    {
        // A key may have a million values, which no stack holds.
        Span<double> raw = _biases.Length <= FewClasses ? stackalloc double[_biases.Length] : new double[_biases.Length];
        for (var k = 0; k < raw.Length; k++)
            raw[k] = LinearScore.Of(features, _weights[k], _biases[k]);
        Calibrate(raw);
        for (var k = 0; k < raw.Length; k++)
            scores[k] = (float)raw[k];
    }

    /// <summary>Turns linear scores into what the model gives.</summary>
    private protected abstract void Calibrate(Span<double> scores);

    private protected sealed override void Write(ModelSaveContext ctx)
    {
        ctx.Writer.WriteList(_biases, ctx.Writer.Write);
        foreach (var weights in _weights)
            ctx.Writer.WriteList(weights, ctx.Writer.Write);
        ctx.Writer.Write(_names != null);
        if (_names != null)
            ctx.SaveFile(NamesFile, writer => writer.WriteList(_names, writer.Write));
    }
}

/// <summary>Probabilities of classes: a softmax over linear scores.</summary>
public sealed class MaximumEntropyModelParameters : LinearMulticlassModelParametersBase
{
    internal MaximumEntropyModelParameters(float[][] weights, float[] biases, string[] names) : base(weights, biases, names) { }

    private MaximumEntropyModelParameters(ModelLoadContext ctx) : base(ctx) { }

    private protected override void Calibrate(Span<double> scores) => Softmax.InPlace(scores);

    private protected override void Sign(ModelSaveContext ctx) => ctx.Sign<Loader>();

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx) => new MaximumEntropyModelParameters(ctx);
    }
}
