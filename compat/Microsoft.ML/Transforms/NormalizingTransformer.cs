using System.Collections.Immutable;
using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <inheritdoc cref="NormalizingEstimator"/>
public sealed class NormalizingTransformer : OneToOneTransformerBase
{
    private readonly SlotFunction _function;
    private readonly (double First, double Second)[][] _slots;
    private readonly DataViewType[] _types;

    internal NormalizingTransformer(IReadOnlyList<InputOutputColumnPair> pairs, SlotFunction function, (double First, double Second)[][] slots, DataViewType[] types)
        : base(pairs) => (_function, _slots, _types) = (function, slots, types);

    /// <summary>What was learned of a column: of numbers as they are (float), or a list over slots.</summary>
    public NormalizerModelParametersBase GetNormalizerModelParameters(int index)
    {
        var (type, slots) = (_types[index], _slots[index]);
        return Generic.Call<NormalizerModelParametersBase>(type is VectorDataViewType ? Vector<float> : Scalar<float>, type.ItemType().RawType, _function, slots);
    }

    private protected override SeparateColumns.Added Made(int pair, string name, DataViewSchema.Column source)
    {
        if (!source.Type.ItemType().Equals(_types[pair].ItemType()) || SlotStatistics.Slots(source.Type) != _slots[pair].Length)
            throw new ArgumentOutOfRangeException("inputSchema", $"Schema mismatch for input column '{source.Name}': expected {_types[pair]}, got {source.Type}");
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(source.Annotations, kind => kind == AnnotationKinds.SlotNames);
        annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return new(new(name, source.Type, annotations.ToAnnotations()), [source.Index],
            row => Generic.Call<Delegate>(Getter<float>, source.Type.ItemType().RawType, row, source, _function, _slots[pair]));
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        SavePairs(ctx);
        ctx.Writer.Write((byte)_function);
        for (var i = 0; i < _slots.Length; i++)
        {
            SchemaCodec.Write(ctx.Writer, _types[i]);
            ctx.Writer.WriteList(_slots[i], slot =>
            {
                ctx.Writer.Write(slot.First);
                ctx.Writer.Write(slot.Second);
            });
        }
    }

    private static Delegate Getter<T>(DataViewRow row, DataViewSchema.Column source, SlotFunction function, (double First, double Second)[] slots)
        where T : IFloatingPointIeee754<T>
    {
        var (first, second) = (Array.ConvertAll(slots, slot => T.CreateTruncating(slot.First)), Array.ConvertAll(slots, slot => T.CreateTruncating(slot.Second)));
        SlotFunctions.Apply<T> apply = function == SlotFunction.Affine ? SlotFunctions.Affine : SlotFunctions.Cdf;
        if (source.Type is not VectorDataViewType)
        {
            var scalar = row.GetGetter<T>(source);
            return (ValueGetter<T>)((ref T dst) =>
            {
                scalar(ref dst);
                apply(new Span<T>(ref dst), first, second);
            });
        }
        var (getter, items) = (row.GetGetter<VBuffer<T>>(source), default(VBuffer<T>));
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> dst) =>
        {
            getter(ref items);
            if (items.Length != first.Length)
                throw new InvalidOperationException($"Column '{source.Name}': expected {first.Length} slots but got {items.Length}");
            items.CopyToDense(ref dst);
            apply(VBufferEditor.CreateFromBuffer(ref dst).Values, first, second);
        });
    }

    private static NormalizerModelParametersBase Scalar<T>(SlotFunction function, (double First, double Second)[] slots) where T : IFloatingPointIeee754<T>
    {
        var (first, second) = (T.CreateTruncating(slots[0].First), T.CreateTruncating(slots[0].Second));
        return function == SlotFunction.Affine ? new AffineNormalizerModelParameters<T>(first, second) : new CdfNormalizerModelParameters<T>(first, second);
    }

    private static NormalizerModelParametersBase Vector<T>(SlotFunction function, (double First, double Second)[] slots) where T : IFloatingPointIeee754<T>
    {
        var first = slots.Select(slot => T.CreateTruncating(slot.First)).ToImmutableArray();
        var second = slots.Select(slot => T.CreateTruncating(slot.Second)).ToImmutableArray();
        return function == SlotFunction.Affine
            ? new AffineNormalizerModelParameters<ImmutableArray<T>>(first, second)
            : new CdfNormalizerModelParameters<ImmutableArray<T>>(first, second);
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx)
        {
            var (pairs, function) = (LoadPairs(ctx), (SlotFunction)ctx.Reader.ReadByte());
            var (types, slots) = (new DataViewType[pairs.Length], new (double First, double Second)[pairs.Length][]);
            for (var i = 0; i < pairs.Length; i++)
            {
                types[i] = SchemaCodec.ReadType(ctx.Reader);
                slots[i] = ctx.Reader.ReadList(() => (ctx.Reader.ReadDouble(), ctx.Reader.ReadDouble()));
            }
            return new NormalizingTransformer(pairs, function, slots, types);
        }
    }

    /// <summary>What was learned of one column.</summary>
    public abstract class NormalizerModelParametersBase
    {
        private protected NormalizerModelParametersBase() { }
    }

    /// <summary>A number becomes <c>(number - Offset) * Scale</c>.</summary>
    public sealed class AffineNormalizerModelParameters<TData> : NormalizerModelParametersBase
    {
        internal AffineNormalizerModelParameters(TData scale, TData offset) => (Scale, Offset) = (scale, offset);

        public TData Scale { get; }

        public TData Offset { get; }
    }

    /// <summary>A number becomes the share of a normal distribution that lies below it.</summary>
    public sealed class CdfNormalizerModelParameters<TData> : NormalizerModelParametersBase
    {
        internal CdfNormalizerModelParameters(TData mean, TData standardDeviation) => (Mean, StandardDeviation) = (mean, standardDeviation);

        public TData Mean { get; }

        public TData StandardDeviation { get; }

        public bool UseLog => false;
    }
}
