using System.Reflection;

namespace Eegavi.Fusion.Tests;

/// <summary>Makes parts of this assembly by name, as the catalog does.</summary>
internal sealed class Make : IParts
{
    public static IParts Parts { get; } = new Make();

    public static TKind Part<TKind>(string type, object? options = null, int width = 16, int inputWidth = 0, params int[] contexts) where TKind : class, IPart =>
        Parts.Create(new Part<TKind>(type, options), new PartSizes { Width = width, InputWidth = inputWidth > 0 ? inputWidth : width, ContextWidths = contexts, Outputs = 3 });

    public TKind Create<TKind>(Part<TKind> part, PartSizes sizes) where TKind : class, IPart
    {
        var type = typeof(TanhGate).Assembly.GetTypes().Single(t => t.IsAssignableTo(typeof(TKind)) && t.GetCustomAttribute<PartAttribute>()?.Name == part.Type);
        var constructor = type.GetConstructors().Single();
        object?[] arguments = [.. constructor.GetParameters().Select(p => Argument(p.ParameterType, part.Options, sizes))];
        return (TKind)constructor.Invoke(arguments);
    }

    public Type TypeOf(IPartChoice part) => throw new NotSupportedException();

    private object? Argument(Type type, object? options, PartSizes sizes) =>
        type == typeof(PartSizes) ? sizes : type == typeof(IParts) ? this : options ?? Activator.CreateInstance(type);
}
