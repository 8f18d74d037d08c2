namespace Eegavi;

/// <summary>A choice of a part: its name and its options. Nested parts are options of this type.</summary>
/// <typeparam name="TKind">The kind of part, for example <c>IGate</c>.</typeparam>
/// <param name="Type">The part's name, for example <c>tanh</c>.</param>
/// <param name="Options">The part's options record; null means its defaults.</param>
public sealed record Part<TKind>(string Type, object? Options = null) : IPartChoice
    where TKind : class, IPart
{
    /// <inheritdoc/>
    Type IPartChoice.Kind => typeof(TKind);

    /// <summary>The part that these options belong to: the class beside them whose constructor takes them.</summary>
    /// <exception cref="ArgumentException">There is no such class, or there are several.</exception>
    public static implicit operator Part<TKind>(PartOptions<TKind> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(PartNames.Of(typeof(TKind), options.GetType()), options);
    }
}

/// <summary>A <see cref="Part{TKind}"/> whose kind is known only at run time.</summary>
public interface IPartChoice
{
    /// <summary>The contract that the part implements.</summary>
    Type Kind { get; }

    /// <summary>The part's name.</summary>
    string Type { get; }

    /// <summary>The part's options record; null means its defaults.</summary>
    object? Options { get; }
}
