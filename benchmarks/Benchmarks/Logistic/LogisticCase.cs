using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Benchmarks.Logistic;

/// <summary>A table and the logistic regression that is fitted to it; <c>pytorch/logistic_worker.py</c> makes the same rows by the same formula.</summary>
/// <param name="Rows">N.</param>
/// <param name="Features">D.</param>
/// <param name="Classes">K; with 2 the binary trainer is measured.</param>
internal sealed record LogisticCase(int Rows, int Features, int Classes)
{
    // Next to the summed loss; scikit-learn's C is 1 / L2.
    private const float L2 = 1, Tolerance = 1e-12f;

    private readonly MLContext _ml = new(1);

    /// <summary>Tables of the size of embeddings.</summary>
    public static IReadOnlyList<LogisticCase> All { get; } = [new(1000, 128, 3), new(4000, 384, 4), new(4000, 384, 2)];

    /// <summary>As the worker reads it.</summary>
    public string Request => $"{Rows} {Features} {Classes}";

    /// <summary>The rows.</summary>
    public IDataView Table()
    {
        var columns = SchemaDefinition.Create(typeof(Row));
        columns[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Features);
        columns[nameof(Row.Class)].ColumnType = new KeyDataViewType(typeof(uint), Classes);
        return _ml.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(Made).ToList(), columns);
    }

    /// <summary>Fits and gives [K * D] weights, class by class, or [D] for two classes.</summary>
    public double[] Fit(IDataView table)
    {
        if (Classes == 2)
        {
            var binary = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Row.Yes), l1Regularization: 0, l2Regularization: L2, optimizationTolerance: Tolerance);
            return [.. binary.Fit(table).Model.SubModel.Weights.Select(weight => (double)weight)];
        }
        VBuffer<float>[]? weights = null;
        var classes = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(nameof(Row.Class), l1Regularization: 0, l2Regularization: L2, optimizationTolerance: Tolerance);
        classes.Fit(table).Model.GetWeights(ref weights, out _);
        return [.. weights.SelectMany(one => one.DenseValues()).Select(weight => (double)weight)];
    }

    // Every tenth row has another class than its features say, so that no plane parts the classes.
    private Row Made(int i)
    {
        var shown = (i * 5 + i / 7) % Classes;
        var label = i % 10 == 0 ? (shown + 1) % Classes : shown;
        float Feature(int j) => (float)(Math.Sin(0.37 * (i + 1) * (j + 1)) + (j % Classes == shown ? 0.5 : 0));
        return new Row { Features = [.. Enumerable.Range(0, Features).Select(Feature)], Class = (uint)(1 + label), Yes = label > 0 };
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public uint Class { get; set; }

        public bool Yes { get; set; }
    }
}
