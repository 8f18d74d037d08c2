using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Data;

/// <summary>Members of row objects as columns.</summary>
internal static class MemberTypes
{
    internal static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The column type that a member's type and attributes ask for.</summary>
    internal static DataViewType ColumnType(MemberInfo member)
    {
        var type = TypeOf(member);
        var item = ItemOf(type);
        var primitive = SimpleTypeTable.OfOrNull(item ?? type) ?? throw new ArgumentOutOfRangeException(nameof(member),
            $"Could not determine an IDataView type and registered custom types for member {member.Name}");
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
            primitive = new KeyDataViewType(primitive.RawType, key.Count ?? Largest(primitive.RawType));
        if (item is null)
            return primitive;
        var sizes = member.GetCustomAttribute<VectorTypeAttribute>()?.Dims;
        return sizes is { Length: > 0 } ? new VectorDataViewType(primitive, sizes) : new VectorDataViewType(primitive);
    }

    /// <summary>What values of a member or of a caller are in a table: text for strings, vectors for arrays.</summary>
    internal static Type RawOf(Type type) =>
        type == typeof(string) ? typeof(ReadOnlyMemory<char>)
        : type.IsArray ? typeof(VBuffer<>).MakeGenericType(RawOf(type.GetElementType()))
        : type;

    internal static Func<TRow, TMember> Getter<TRow, TMember>(MemberInfo member) => Access<TRow, TMember>.Getters.GetValue(member, _ =>
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TMember>>(Expression.MakeMemberAccess(row, member), row).Compile();
    });

    internal static Action<TRow, TMember> Setter<TRow, TMember>(MemberInfo member) => Access<TRow, TMember>.Setters.GetValue(member, _ =>
    {
        var (row, value) = (Expression.Parameter(typeof(TRow)), Expression.Parameter(typeof(TMember)));
        return Expression.Lambda<Action<TRow, TMember>>(Expression.Assign(Expression.MakeMemberAccess(row, member), value), row, value).Compile();
    });

    private static Type ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>) ? type.GetGenericArguments()[0]
        : null;

    private static ulong Largest(Type type) =>
        type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(uint) ? uint.MaxValue : ulong.MaxValue;

    // Compiling costs more than reading a small table. Weak, so that a plugin's types can be unloaded.
    private static class Access<TRow, TMember>
    {
        internal static readonly ConditionalWeakTable<MemberInfo, Func<TRow, TMember>> Getters = [];
        internal static readonly ConditionalWeakTable<MemberInfo, Action<TRow, TMember>> Setters = [];
    }
}
