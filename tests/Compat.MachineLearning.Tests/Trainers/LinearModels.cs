using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Trainers;

/// <summary>Rows by the formula of linear_models.py, and the optima that scikit-learn and scipy found on them.</summary>
internal static class LinearModels
{
    internal const int Rows = 150, Features = 7, Classes = 4;

    private static readonly JsonElement Optima = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Trainers", "linear_models.json"))).RootElement;

    internal static IDataView Table(MLContext ml) => ml.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(Row.Of).ToList());

    /// <summary>Biases, then all weights, of the optimum called <paramref name="name"/>.</summary>
    internal static double[] Optimum(string name) =>
        [.. Numbers(Optima.GetProperty(name).GetProperty("biases")), .. Numbers(Optima.GetProperty(name).GetProperty("weights"))];

    private static IEnumerable<double> Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Numbers) : [element.GetDouble()];

    internal sealed class Row
    {
        [VectorType(LinearModels.Features)] public float[] Features { get; set; }
        [KeyType(Classes)] public uint Class { get; set; }
        public bool Answer { get; set; }
        public float Value { get; set; }

        internal static Row Of(int i)
        {
            var label = (i * 5 + i / 7) % Classes;
            float[] x = [.. Enumerable.Range(0, LinearModels.Features).Select(j => (float)(Math.Sin(0.37 * (i + 1) * (j + 1)) + (j % Classes == label ? 0.5 : 0)))];
            var value = x.Select((feature, j) => (double)feature * (j + 1) / 4).Sum() + Math.Sin(1.7 * i) + 0.5;
            return new Row { Features = x, Class = (uint)(1 + label), Answer = label >= 2, Value = (float)value };
        }
    }
}
