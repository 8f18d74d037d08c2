namespace TorchSharp.Modules;

/// <summary>Goes over the fields of a group's options or of a parameter's state, in the order of the file, and sets each to what a function makes of it.</summary>
internal sealed class Fields(Fields.Change change)
{
    /// <param name="value">What the field holds.</param>
    /// <param name="type">The field's type.</param>
    /// <param name="optional">Whether it is a tensor that may be missing.</param>
    internal delegate object Change(object value, Type type, bool optional);

    internal Fields Of<T>(ref T value, bool optional = false)
    {
        value = (T)change(value, typeof(T), optional);
        return this;
    }

    /// <summary>What the fields hold.</summary>
    internal static List<object> Values(Action<Fields> each)
    {
        var values = new List<object>();
        each(new((value, _, _) =>
        {
            values.Add(value);
            return value;
        }));
        return values;
    }

    /// <exception cref="InvalidCastException">They are of different optimisers.</exception>
    internal static void RequireOneKind(object own, object source)
    {
        if (source.GetType() != own.GetType())
        {
            throw new InvalidCastException($"Expected {own.GetType().FullName}; got {source.GetType().FullName}.");
        }
    }

    /// <summary>Sets each field to what a function makes of it and of the same field of another object.</summary>
    internal static void Pair(Action<Fields> each, IEnumerable<object> others, Func<object, object, object> change)
    {
        var rest = new Queue<object>(others);
        each(new((value, _, _) => change(value, rest.Dequeue())));
    }
}
