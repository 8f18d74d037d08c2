namespace Eegavi.Data.Tests.Synthetic;

/// <summary>Ridge regression on labels of −1 and +1, tested on subjects that it never saw: the smallest model that can prove a signal is there.</summary>
internal static class LinearProbe
{
    private const int Folds = 4;

    /// <summary>Balanced accuracy over 4 folds of subjects.</summary>
    /// <param name="rows">[N][F] features.</param>
    /// <param name="labels">[N] of −1 and +1.</param>
    /// <param name="subjects">[N] subject of each row.</param>
    /// <param name="ridge">Strength of the penalty for each row, on standardised features.</param>
    public static double Accuracy(double[][] rows, int[] labels, int[] subjects, double ridge = 0.3)
    {
        var standard = Standardised(rows);
        var sums = Enumerable.Range(0, Folds).Select(f => new Moments(standard, labels, i => subjects[i] % Folds == f)).ToArray();
        var weights = Enumerable.Range(0, Folds).Select(f => Moments.Ridge(sums.Where((_, g) => g != f).ToArray(), ridge)).ToArray();
        bool Right(int i) => standard[i].Zip(weights[subjects[i] % Folds], (x, w) => x * w).Sum() * labels[i] > 0;
        return new[] { -1, 1 }.Average(y => Enumerable.Range(0, rows.Length).Where(i => labels[i] == y).Average(i => Right(i) ? 1.0 : 0));
    }

    /// <summary>Each feature minus its mean over the rows of the same subject.</summary>
    public static double[][] Centred(double[][] rows, int[] subjects)
    {
        var means = Enumerable.Range(0, rows.Length).GroupBy(i => subjects[i]).ToDictionary(g => g.Key,
            g => Enumerable.Range(0, rows[0].Length).Select(f => g.Average(i => rows[i][f])).ToArray());
        return [.. rows.Select((row, i) => row.Select((x, f) => x - means[subjects[i]][f]).ToArray())];
    }

    // Over all rows: it needs no labels.
    private static double[][] Standardised(double[][] rows)
    {
        var width = rows[0].Length;
        var mean = Enumerable.Range(0, width).Select(f => rows.Average(r => r[f])).ToArray();
        var scale = Enumerable.Range(0, width).Select(f => Math.Sqrt(rows.Average(r => (r[f] - mean[f]) * (r[f] - mean[f])) + 1e-12)).ToArray();
        return [.. rows.Select(row => row.Select((x, f) => (x - mean[f]) / scale[f]).ToArray())];
    }

    // Σ z zᵀ (lower triangle) and Σ z y over the rows of one fold.
    private sealed class Moments
    {
        private readonly double[][] _matrix;
        private readonly double[] _side;
        private readonly int _rows;

        public Moments(double[][] rows, int[] labels, Func<int, bool> belongs)
        {
            var width = rows[0].Length;
            (_matrix, _side) = ([.. Enumerable.Range(0, width).Select(i => new double[i + 1])], new double[width]);
            foreach (var n in Enumerable.Range(0, rows.Length).Where(belongs))
            {
                var z = rows[n];
                _rows++;
                for (var i = 0; i < width; i++)
                {
                    _side[i] += z[i] * labels[n];
                    var (line, zi) = (_matrix[i], z[i]);
                    for (var j = 0; j < line.Length; j++) line[j] += zi * z[j];
                }
            }
        }

        public static double[] Ridge(Moments[] parts, double ridge)
        {
            var penalty = ridge * parts.Sum(p => p._rows);
            var side = parts[0]._side.Select((_, i) => parts.Sum(p => p._side[i])).ToArray();
            var matrix = parts[0]._matrix.Select((line, i) => line.Select((_, j) => parts.Sum(p => p._matrix[i][j]) + (i == j ? penalty : 0)).ToArray()).ToArray();
            return Solve(matrix, side);
        }
    }

    // Cholesky of the lower triangle, then two substitutions.
    private static double[] Solve(double[][] a, double[] b)
    {
        var n = b.Length;
        for (var i = 0; i < n; i++)
        {
            var row = a[i];
            for (var j = 0; j <= i; j++)
            {
                var (other, sum) = (a[j], row[j]);
                for (var k = 0; k < j; k++) sum -= row[k] * other[k];
                row[j] = i == j ? Math.Sqrt(sum) : sum / other[j];
            }
        }

        var x = (double[])b.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) x[i] -= a[i][k] * x[k];
            x[i] /= a[i][i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) x[i] -= a[k][i] * x[k];
            x[i] /= a[i][i];
        }

        return x;
    }
}
