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

        var rows = new Collector(((VectorDataViewType)featureColumn.Type).Size, data.GetRowCount() ?? 0);
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

    private sealed class Collector
    {
        private readonly int _width;
        private readonly List<float> _labels, _weights;
        private float[] _features;

        internal Collector(int width, long expected)
        {
            _width = width;
            _features = new float[Room(Math.Max(expected, 16))];
            (_labels, _weights) = (new((int)expected), new((int)expected));
        }

        internal int Count => _labels.Count;

        internal int Skipped { get; private set; }

        internal void Add(in VBuffer<float> features, float label, float weight)
        {
            if (features.Length != _width)
                throw new InvalidOperationException($"Expected {_width} features in each row, got {features.Length} in row {Count + Skipped}");
            if (!IsFinite(features.GetValues()) || !float.IsFinite(label) || !float.IsFinite(weight) || weight < 0)
            {
                Skipped++;
                return;
            }

            if (_features.Length < Room(Count + 1L))
                Array.Resize(ref _features, (int)Math.Min(Array.MaxLength, 2L * _features.Length));
            features.CopyTo(_features, Count * _width);
            _labels.Add(label);
            _weights.Add(weight);
        }

        internal Examples ToExamples()
        {
            Array.Resize(ref _features, Count * _width);
            return new Examples(_width, _features, [.. _labels], [.. _weights]);
        }

        private int Room(long rows) => rows <= Array.MaxLength / _width
            ? (int)rows * _width
            : throw new InvalidOperationException($"Expected at most {Array.MaxLength} numbers to train on; got {rows} rows of {_width} features. Take fewer rows or fewer features");

        // Compiled for speed at once, like the solvers' loops.
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
