using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A row that is an object.</summary>
internal sealed class ObjectRow<TRow>(DataViewSchema schema, SchemaDefinition definition, Func<int, bool> active) : DataViewRow
{
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    private TRow Current { get => _position >= 0 ? field : throw Getters.NotOnARow(); set; }

    internal void Show(TRow row) => (Current, _position) = (row, _position + 1);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => active(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw Getters.NotActive(nameof(column));
        var member = definition[column.Index].Member;
        return Getters.As<TValue>(Generic.Call<Delegate>(Getter<int>, MemberTypes.TypeOf(member), [this, member]), column);
    }

    private static Delegate Getter<TMember>(ObjectRow<TRow> row, MemberInfo member)
    {
        var read = MemberTypes.Getter<TRow, TMember>(member);
        if (read is Func<TRow, string> text)
            return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> dst) => dst = text(row.Current).AsMemory());
        if (read is Func<TRow, string[]> texts)
            return Vector(row, one => texts(one)?.Select(value => value.AsMemory()).ToArray());
        if (typeof(TMember).IsArray)
            return Generic.Call<Delegate>(Vector<int>, typeof(TMember).GetElementType(), row, read);
        var copy = Copies.Of<TMember>();
        return (ValueGetter<TMember>)((ref TMember dst) => copy(read(row.Current), ref dst));
    }

    private static Delegate Vector<TItem>(ObjectRow<TRow> row, Func<TRow, TItem[]> read) => (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> dst) =>
    {
        var items = read(row.Current);
        VBuffer<TItem>.Copy(items ?? [], 0, ref dst, items?.Length ?? 0);
    });
}
