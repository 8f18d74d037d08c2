using static TorchSharp.torch;

namespace Eegavi.Models.Inspection;

/// <summary>The sizes of a tensor with the meaning of its axes.</summary>
/// <param name="Axes">A letter each: <c>B T D</c>.</param>
/// <param name="Sizes">The sizes, rows first.</param>
public sealed record NamedShape(IReadOnlyList<string> Axes, IReadOnlyList<long> Sizes)
{
    internal static NamedShape Of(Tensor tensor, string axes) => new(axes.Split(' '), tensor.shape);

    internal static NamedShape Of(MediaTokens tokens) => Of(tokens.Values, "B M N E");

    internal static NamedShape Of(TokenSequence tokens, string width = "D") => Of(tokens.Values, "B T " + width);

    /// <summary>As text, whatever the number of rows: <c>[B, T=128, D=64]</c>.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", Axes.Zip(Sizes, (axis, size) => axis == "B" ? axis : $"{axis}={size}"))}]";
}
