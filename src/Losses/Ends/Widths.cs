using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>What maps of vectors ask of their input.</summary>
internal static class Widths
{
    /// <summary>Checks the last axis.</summary>
    /// <exception cref="ArgumentException">It has another size.</exception>
    public static void Check(Tensor x, long width)
    {
        if (x.shape[^1] != width) throw new ArgumentException($"Expected […, D] with D={width}; got [{string.Join(", ", x.shape)}].");
    }
}
