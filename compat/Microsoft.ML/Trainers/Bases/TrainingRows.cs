using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Solvers;

namespace Microsoft.ML.Trainers;

/// <summary>What a trainer learns from, in memory.</summary>
/// <param name="Examples">The rows that are whole.</param>
/// <param name="Label">The label's column, with its classes.</param>
internal sealed record TrainingRows(Examples Examples, DataViewSchema.Column Label)
{
    /// <summary>How many classes a key label has.</summary>
    internal int Classes => checked((int)((KeyDataViewType)Label.Type).Count);

    /// <summary>The classes' names, or null where they have none of their own.</summary>
    internal string[] ClassNames()
    {
        if (!Label.HasKeyValues())
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        Label.GetKeyValues(ref names);
        string[] texts = [.. names.DenseValues().Select(name => name.ToString())];
        return texts.Contains("") || texts.Distinct().Count() < texts.Length ? null : texts;
    }

    /// <summary>Reads every row once; rows with a missing or infinite number are left out.</summary>
    /// <exception cref="InvalidOperationException">No row is left.</exception>
    internal static TrainingRows Read(IDataView data, string features, string label, string weight, Channel channel)
    {
        var (featureColumn, labelColumn) = (data.Schema[features], data.Schema[label]);
        DataViewSchema.Column[] columns = weight is null ? [featureColumn, labelColumn] : [featureColumn, labelColumn, data.Schema[weight]];
        using var cursor = data.GetRowCursor(columns);
        var readFeatures = cursor.GetGetter<VBuffer<float>>(featureColumn);
        var readLabel = LabelReader.Over(cursor, labelColumn);
        var readWeight = weight is null ? () => 1 : LabelReader.Over(cursor, columns[2]);

        var rows = new Collector(((VectorDataViewType)featureColumn.Type).Size, (int)(data.GetRowCount() ?? 0));
        VBuffer<float> buffer = default;
        while (cursor.MoveNext())
        {
            readFeatures(ref buffer);
            rows.Add(buffer, readLabel(), readWeight());
        }

        if (rows.Count == 0)
            throw new InvalidOperationException("No valid training instances found, all instances have missing features.");
        if (rows.Skipped > 0)
            channel.Warning($"Skipped {rows.Skipped} instances with missing features/label/weight during training");
        return new TrainingRows(rows.ToExamples(), labelColumn);
    }

    private sealed class Collector(int width, int expected)
    {
        private readonly List<float> _labels = new(expected), _weights = new(expected);
        private double[] _features = new double[Math.Max(expected, 16) * width];

        internal int Count => _labels.Count;

        internal int Skipped { get; private set; }

        internal void Add(in VBuffer<float> features, float label, float weight)
        {
            if (features.Length != width)
                throw new InvalidOperationException($"Expected {width} features in each row, got {features.Length} in row {Count + Skipped}");
            if (!IsFinite(features.GetValues()) || !float.IsFinite(label) || !float.IsFinite(weight) || weight < 0)
            {
                Skipped++;
                return;
            }

            if (_features.Length < (Count + 1) * width)
                Array.Resize(ref _features, 2 * _features.Length);
            Write(features, _features.AsSpan(Count * width, width));
            _labels.Add(label);
            _weights.Add(weight);
        }

        internal Examples ToExamples()
        {
            Array.Resize(ref _features, Count * width);
            return new Examples(width, _features, [.. _labels], [.. _weights]);
        }

        // Compiled for speed at once, like the solvers' loops.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Write(in VBuffer<float> features, Span<double> target)
        {
            var values = features.GetValues();
            var indices = features.GetIndices();
            for (var i = 0; i < values.Length; i++)
                target[features.IsDense ? i : indices[i]] = values[i];
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static bool IsFinite(ReadOnlySpan<float> values)
        {
            foreach (var value in values)
            {
                if (!float.IsFinite(value))
                    return false;
            }

            return true;
        }
    }
}
