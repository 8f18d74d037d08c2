using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Makes a modality's vector narrow enough to multiply with others: LayerNorm → Linear.</summary>
internal static class Narrowing
{
    /// <summary>Makes one. It also makes sizes alike, so that no modality's scale rules a product.</summary>
    /// <param name="width">Width E of the vector.</param>
    /// <param name="inner">Width after it; 0 = it stays.</param>
    public static TorchSharp.Modules.Sequential Make(long width, long inner) =>
        inner == 0 ? Sequential(LayerNorm(width)) : Sequential(LayerNorm(width), Linear(width, inner));

    /// <summary>Width after <see cref="Make"/>.</summary>
    public static long Width(long width, long inner) => inner == 0 ? width : inner;
}
