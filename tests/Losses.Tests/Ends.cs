using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests;

/// <summary>Vectors to try losses on. What stands in an absent row is NaN: it must not matter.</summary>
internal static class Ends
{
    /// <summary>[rows, width] random, float64, asking for a gradient.</summary>
    public static LossVector Random(string name, int rows, int width, int seed, params int[] absent)
    {
        var random = new Random(seed);
        var values = new double[rows, width];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < width; j++) values[i, j] = absent.Contains(i) ? double.NaN : random.NextDouble() * 2 - 1;
        }
        return new(name, tensor(values, requires_grad: true), Present(rows, absent));
    }

    /// <summary>[rows, rows] the unit matrix, so that cosines are 1 and 0.</summary>
    public static LossVector Unit(string name, int rows, params int[] absent) => new(name, eye(rows, dtype: ScalarType.Float64), Present(rows, absent));

    public static LossInputs Inputs(params LossVector[] ends) => new() { Ends = ends };

    /// <summary>Only some rows of a vector, all of them present.</summary>
    public static LossVector Rows(this LossVector vector, params int[] rows) =>
        new(vector.Name, vector.Values.detach().index_select(0, tensor(rows, dtype: ScalarType.Int64)), Present(rows.Length));

    /// <summary>Rows as arrays of length one; null where the row is absent.</summary>
    public static double[]?[] Normalised(this LossVector vector)
    {
        var width = (int)vector.Values.shape[1];
        var present = vector.Present.data<bool>().ToArray();
        return [.. vector.Values.detach().data<double>().ToArray().Chunk(width).Select((row, i) => present[i] ? Unit(row) : null)];
    }

    /// <summary>For each row, whether a backward pass reached it; fails where it left something that is not finite.</summary>
    public static bool[] GradientReaches(this LossVector vector)
    {
        var gradient = vector.Values.grad!;
        gradient.isfinite().all().ToBoolean().Should().BeTrue("no gradient may be NaN");
        return [.. gradient.abs().sum(1).data<double>().ToArray().Select(size => size > 0)];
    }

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Unit(double[] row)
    {
        var length = Math.Sqrt(Dot(row, row));
        return [.. row.Select(v => v / length)];
    }

    private static Tensor Present(int rows, params int[] absent) => tensor(Enumerable.Range(0, rows).Select(i => !absent.Contains(i)).ToArray());
}
