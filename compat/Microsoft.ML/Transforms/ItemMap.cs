using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Getters that map each item: a scalar to a scalar, a vector to a dense vector.</summary>
internal static class ItemMap
{
    internal static Delegate Over<TFrom, TTo>(DataViewRow row, DataViewSchema.Column source, Func<TFrom, TTo> map) =>
        source.Type is VectorDataViewType ? Vector(row.GetGetter<VBuffer<TFrom>>(source), map) : Scalar(row.GetGetter<TFrom>(source), map);

    private static ValueGetter<TTo> Scalar<TFrom, TTo>(ValueGetter<TFrom> getter, Func<TFrom, TTo> map)
    {
        TFrom value = default;
        return (ref TTo dst) =>
        {
            getter(ref value);
            dst = map(value);
        };
    }

    private static ValueGetter<VBuffer<TTo>> Vector<TFrom, TTo>(ValueGetter<VBuffer<TFrom>> getter, Func<TFrom, TTo> map)
    {
        VBuffer<TFrom> items = default, dense = default;
        return (ref VBuffer<TTo> dst) =>
        {
            getter(ref items);
            items.CopyToDense(ref dense);
            var editor = VBufferEditor.Create(ref dst, dense.Length);
            var values = dense.GetValues();
            for (var i = 0; i < values.Length; i++)
                editor.Values[i] = map(values[i]);
            dst = editor.Commit();
        };
    }
}
