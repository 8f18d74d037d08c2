namespace Eegavi.Data.Synthetic;

/// <summary>A fixed orthonormal D × D matrix for each modality, so that no single token dimension shows a scalar.</summary>
/// <remarks>Gram–Schmidt on a seeded Gaussian, which is its QR with positive diag R. The same for every data set and seed.</remarks>
internal static class PlantedBasis
{
    /// <summary>[width][width], rows orthonormal.</summary>
    public static double[][] For(string modality, int width)
    {
        var random = new PlantedRandom(0, "basis " + modality);
        var rows = new double[width][];
        for (var i = 0; i < width; i++)
        {
            var row = Enumerable.Range(0, width).Select(_ => random.Normal()).ToArray();
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++) Remove(row, rows[j]);
            }

            var length = Math.Sqrt(Dot(row, row));
            rows[i] = [.. row.Select(x => x / length)];
        }

        return rows;
    }

    private static void Remove(double[] row, double[] direction)
    {
        var along = Dot(row, direction);
        for (var k = 0; k < row.Length; k++) row[k] -= along * direction[k];
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }
}
