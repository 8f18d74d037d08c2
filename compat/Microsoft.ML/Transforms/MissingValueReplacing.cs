using System.Numerics;
using MathNet.Numerics.Statistics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Learns what to put where NaN is.</summary>
public sealed class MissingValueReplacingEstimator : IEstimator<MissingValueReplacingTransformer>
{
    private readonly InputOutputColumnPair[] _pairs;
    private readonly ReplacementMode _mode;
    private readonly bool _bySlot;

    internal MissingValueReplacingEstimator(InputOutputColumnPair[] pairs, ReplacementMode mode, bool bySlot) => (_pairs, _mode, _bySlot) = (pairs, mode, bySlot);

    /// <summary>What is put where NaN is.</summary>
    public enum ReplacementMode : byte
    {
        /// <summary>Zero.</summary>
        DefaultValue = 0,
        Mean = 1,
        Minimum = 2,
        Maximum = 3,
    }

    public MissingValueReplacingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        var columns = Array.ConvertAll(_pairs, pair => input.Schema[pair.InputColumnName]);
        var statistics = SlotStatistics.Read(input, columns, _mode == ReplacementMode.DefaultValue ? 0 : long.MaxValue);
        return new MissingValueReplacingTransformer(_pairs, Array.ConvertAll(statistics, Replacements));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.With(_pairs.Select(pair =>
    {
        var source = inputSchema.Find(pair.InputColumnName);
        SlotStatistics.Check(source);
        return source.Named(pair.OutputColumnName);
    }).ToArray());

    private double[] Replacements(RunningStatistics[] slots)
    {
        if (!_bySlot)
            Array.Fill(slots, slots.Aggregate(RunningStatistics.Combine));
        return Array.ConvertAll(slots, slot => slot.Count == 0 ? 0 : _mode switch
        {
            ReplacementMode.Mean => slot.Mean,
            ReplacementMode.Minimum => slot.Minimum,
            ReplacementMode.Maximum => slot.Maximum,
            _ => 0,
        });
    }
}

/// <inheritdoc cref="MissingValueReplacingEstimator"/>
public sealed class MissingValueReplacingTransformer : OneToOneTransformerBase
{
    private readonly double[][] _replacements;

    internal MissingValueReplacingTransformer(IReadOnlyList<InputOutputColumnPair> pairs, double[][] replacements) : base(pairs) => _replacements = replacements;

    private protected override SeparateColumns.Added Made(int pair, string name, DataViewSchema.Column source)
    {
        if (SlotStatistics.Slots(source.Type) != _replacements[pair].Length)
            throw new ArgumentOutOfRangeException("inputSchema", $"Schema mismatch for input column '{source.Name}': expected {_replacements[pair].Length} slots, got {source.Type}");
        return new(new(name, source.Type, source.Annotations), [source.Index],
            row => Generic.Call<Delegate>(Getter<float>, source.Type.ItemType().RawType, row, source, _replacements[pair]));
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        SavePairs(ctx);
        foreach (var slots in _replacements)
            ctx.Writer.WriteList(slots, ctx.Writer.Write);
    }

    private static Delegate Getter<T>(DataViewRow row, DataViewSchema.Column source, double[] slots) where T : IFloatingPointIeee754<T>
    {
        var replacements = Array.ConvertAll(slots, T.CreateTruncating);
        if (source.Type is not VectorDataViewType)
            return ItemMap.Over<T, T>(row, source, value => T.IsNaN(value) ? replacements[0] : value);
        var (getter, items) = (row.GetGetter<VBuffer<T>>(source), default(VBuffer<T>));
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> dst) =>
        {
            getter(ref items);
            items.CopyToDense(ref dst);
            var values = VBufferEditor.CreateFromBuffer(ref dst).Values;
            for (var i = 0; i < values.Length; i++)
                values[i] = T.IsNaN(values[i]) ? replacements[i] : values[i];
        });
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx)
        {
            var pairs = LoadPairs(ctx);
            return new MissingValueReplacingTransformer(pairs, Array.ConvertAll(pairs, _ => ctx.Reader.ReadList(ctx.Reader.ReadDouble)));
        }
    }
}
