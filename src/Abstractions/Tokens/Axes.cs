using System.Globalization;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Checks tensors against named axes, so that a wrong size is a sentence and not a wrong result.</summary>
public static class Axes
{
    /// <summary>Checks that each tensor has the named axes and that a name has one size everywhere.</summary>
    /// <param name="pairs">Tensors with their axes, for example <c>(x, "B T D")</c>. A number stands for itself: <c>"B 13 F"</c>.</param>
    /// <exception cref="ArgumentException">The first tensor that does not fit: what was expected, what came.</exception>
    public static void Match(params ReadOnlySpan<(Tensor Tensor, string Names)> pairs)
    {
        Span<long> sizes = stackalloc long[128];
        foreach (var (tensor, names) in pairs)
        {
            if (!Fits(tensor.shape, names, sizes))
                throw new ArgumentException(Sentence(tensor.shape, names, sizes));
        }
    }

    // One letter is an axis; sizes is indexed by the letter, 0 = not met yet. Nothing is allocated while all is well.
    private static bool Fits(long[] shape, string names, Span<long> sizes)
    {
        var axis = 0;
        foreach (var range in names.AsSpan().Split(' '))
        {
            var name = names.AsSpan(range);
            if (axis >= shape.Length) return false;
            var size = shape[axis++];
            if (char.IsDigit(name[0]) ? size != long.Parse(name, CultureInfo.InvariantCulture) : !Agrees(ref sizes[name[0]], size)) return false;
        }
        return axis == shape.Length;
    }

    // An axis may be empty (size 0), so what is kept is size + 1.
    private static bool Agrees(ref long known, long size)
    {
        if (known == 0) known = size + 1;
        return known == size + 1;
    }

    private static string Sentence(long[] shape, string names, Span<long> sizes)
    {
        var axes = names.Split(' ');
        var known = new List<string>();
        for (var i = 0; i < axes.Length; i++)
        {
            var size = char.IsDigit(axes[i][0]) ? 0 : sizes[axes[i][0]];
            // A name first met on this very tensor says nothing of what was expected.
            if (size > 0 && (i >= shape.Length || shape[i] != size - 1)) known.Add($"{axes[i]}={size - 1}");
        }
        var with = known.Count > 0 ? $" with {string.Join(", ", known.Distinct())}" : "";
        return $"Expected [{string.Join(", ", axes)}]{with}; got [{string.Join(", ", shape)}].";
    }
}
