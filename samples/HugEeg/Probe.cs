using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.Samples.HugEeg;

/// <summary>How much of a truth a linear classifier finds in a vector of rows that it was not fitted on.</summary>
internal static class Probe
{
    /// <summary>[N, D] a stage's vector of every row.</summary>
    public static Tensor Vectors(FusionModel model, IBatchSource data, string stage)
    {
        using var _ = no_grad();
        model.eval();
        var parts = Enumerable.Range(0, data.RowIds.Count).Chunk(256).Select(rows =>
        {
            using var scope = NewDisposeScope();
            return model.call(data.Make(rows).To(model.Device)).Vector(stage).Values.to(ScalarType.Float64, CPU).MoveToOuterDisposeScope();
        }).ToArray();
        return cat(parts);
    }

    /// <summary>Balanced accuracy on some rows of a ridge classifier (λ = a hundredth of the rows, on standardised dimensions) fitted on others.</summary>
    public static double Accuracy(Tensor vectors, int[] truth, int[] fit, int[] test)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (vectors.index_select(0, tensor(fit, dtype: ScalarType.Int64)), tensor(fit.Select(i => (double)truth[i]).ToArray()));
        var (mean, scale) = (x.mean([0L], keepdim: true), x.std(0).clamp_min(1e-9));
        x = (x - mean) / scale;
        var weights = linalg.solve(x.t().mm(x) + fit.Length * 0.01 * eye(x.shape[1], dtype: ScalarType.Float64), x.t().mm((y - y.mean()).unsqueeze(1)));
        var found = ((vectors.index_select(0, tensor(test, dtype: ScalarType.Int64)) - mean) / scale).mm(weights).squeeze(1).data<double>().ToArray();
        return new[] { 1, -1 }.Average(sign => test.Select((row, i) => (row, i)).Where(p => truth[p.row] == sign).Average(p => Math.Sign(found[p.i]) == sign ? 1.0 : 0));
    }
}
