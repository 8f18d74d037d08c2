using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Windows of a modality as strands.</summary>
internal static class Windows
{
    /// <summary>Noise in a shape; each sign of the case's first mask stands for a stretch of steps.</summary>
    public static Strand Random(WindowShape shape, Case of)
    {
        var seconds = (arange(shape.Steps, ScalarType.Float32) + 0.5) * shape.StepSeconds;
        return new("window", randn([of.Rows, .. shape.Sizes]))
        {
            Real = of.First.Stretched(shape.Steps),
            StepAxis = shape.StepAxis + 1,
            Seconds = seconds.expand(of.Rows, shape.Steps).clone(),
        };
    }
}
