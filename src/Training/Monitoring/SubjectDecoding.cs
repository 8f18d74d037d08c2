using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>How well the subject is told from the embedding: an embedding that knows the person may have learned little else.</summary>
/// <param name="Accuracy">Share of rows whose subject a linear classifier tells that was fitted on the other half of every subject's rows.</param>
/// <param name="Chance">One in so many subjects.</param>
public sealed record SubjectDecoding(double Accuracy, double Chance)
{
    private const int RowsOfEach = 4;

    /// <summary>Decodes the subject by ridge regression on standardised dimensions, half of each subject's rows at a time.</summary>
    /// <param name="embedding">[N, D].</param>
    /// <param name="subjects">N subjects.</param>
    /// <returns>Null where fewer than two subjects have four rows.</returns>
    internal static SubjectDecoding? Of(Tensor embedding, IReadOnlyList<string> subjects)
    {
        var groups = Enumerable.Range(0, subjects.Count).GroupBy(i => subjects[i], StringComparer.Ordinal).Where(group => group.Count() >= RowsOfEach).Select(group => group.ToArray()).ToArray();
        if (groups.Length < 2) return null;
        using var scope = NewDisposeScope();
        var (even, odd) = (Half(groups, 0), Half(groups, 1));
        var right = Right(embedding, even, odd, groups.Length) + Right(embedding, odd, even, groups.Length);
        return new(right / groups.Sum(group => group.Length), 1.0 / groups.Length);
    }

    private static (int Row, long Subject)[] Half(int[][] groups, int half) =>
        [.. groups.SelectMany((rows, subject) => rows.Where((_, place) => place % 2 == half).Select(row => (row, (long)subject)))];

    // Rows of the second half whose subject is told by a classifier of the first.
    private static double Right(Tensor embedding, (int Row, long Subject)[] fit, (int Row, long Subject)[] test, int subjects)
    {
        var (x, y) = (Rows(embedding, fit), Subjects(fit));
        var (mean, scale) = (x.mean([0L], keepdim: true), x.std(0).clamp_min(1e-12));
        x = (x - mean) / scale;
        var wanted = nn.functional.one_hot(y, subjects).to_type(ScalarType.Float64) - 1.0 / subjects;
        var weights = linalg.solve(x.t().mm(x) + fit.Length * 0.1 * eye(x.shape[1], dtype: ScalarType.Float64), x.t().mm(wanted));
        return ((Rows(embedding, test) - mean) / scale).mm(weights).argmax(1).eq(Subjects(test)).sum().ToDouble();
    }

    private static Tensor Rows(Tensor embedding, (int Row, long)[] rows) =>
        embedding.to_type(ScalarType.Float64).index_select(0, tensor(rows.Select(r => (long)r.Row).ToArray()));

    private static Tensor Subjects((int, long Subject)[] rows) => tensor(rows.Select(r => r.Subject).ToArray());
}
