using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>Calls ATen operators by name, e.g. <c>Call("add.Tensor", x, y)</c>; missing arguments take the schema's defaults.</summary>
internal static unsafe class Operator
{
    private const int StackPlaces = 64, RecentCount = 2048;
    private static readonly ConcurrentDictionary<string, IntPtr> Handles = new(StringComparer.Ordinal);
    private static readonly Known[] Recent = new Known[RecentCount];

    /// <summary>The first result, a tensor; null where it is undefined.</summary>
    internal static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Run(name, arguments, &result, 1);
        return Wrap(name, result);
    }

    // A number taken for a tensor would be read as an address.
    private static Tensor Wrap(string name, in NativeValue result) => result.Tag is ValueTag.Tensor or ValueTag.None
        ? Tensor.Wrap(result.Handle)
        : throw new InvalidOperationException($"Operator '{name}' returns a {result.Tag}; a tensor was expected.");

    /// <summary>Runs an operator that changes <paramref name="self"/> in place, and gives that very object back.</summary>
    internal static Tensor InPlace(Tensor self, string name, params ReadOnlySpan<Argument> arguments)
    {
        Run(name, arguments, null, 0);
        return self;
    }

    /// <summary>Every tensor the operator returns.</summary>
    internal static Tensor[] CallAll(string name, params ReadOnlySpan<Argument> arguments)
    {
        const int here = 8;
        var first = stackalloc NativeValue[here];
        var count = Run(name, arguments, first, here);
        var results = new Tensor[count];
        for (var i = 0; i < Math.Min(count, here); i++) results[i] = Tensor.Wrap(first[i].Handle);
        if (count > here) TakePending(results, here);
        return results;
    }

    internal static (Tensor, Tensor) CallTwo(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[2];
        Run(name, arguments, results, 2);
        return (Tensor.Wrap(results[0].Handle), Tensor.Wrap(results[1].Handle));
    }

    internal static (Tensor, Tensor, Tensor) CallThree(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[3];
        Run(name, arguments, results, 3);
        return (Tensor.Wrap(results[0].Handle), Tensor.Wrap(results[1].Handle), Tensor.Wrap(results[2].Handle));
    }

    internal static bool CallBool(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Run(name, arguments, &result, 1);
        return result.Integer != 0;
    }

    internal static long CallInt(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Run(name, arguments, &result, 1);
        return result.Integer;
    }

    /// <summary>A number: bool, integer, real or complex.</summary>
    internal static Scalar CallScalar(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Run(name, arguments, &result, 1);
        return Scalar.Read(result);
    }

    /// <summary>Whether this libtorch has an operator.</summary>
    internal static bool Exists(string name) => Handles.GetOrAdd(name, Find) != IntPtr.Zero;

    [SkipLocalsInit]
    private static int Run(string name, ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        var places = 0;
        foreach (ref readonly var argument in arguments) places += argument.Places;
        if (places > StackPlaces)
        {
            fixed (long* onHeap = new long[places]) return Run(HandleOf(name), arguments, onHeap, results, capacity);
        }
        var onStack = stackalloc long[StackPlaces];
        return Run(HandleOf(name), arguments, onStack, results, capacity);
    }

    [SkipLocalsInit]
    private static int Run(IntPtr handle, ReadOnlySpan<Argument> arguments, long* places, NativeValue* results, int capacity)
    {
        var values = stackalloc NativeValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i].Write(&values[i], ref places);
        var count = Native.call(handle, values, arguments.Length, results, capacity);
        foreach (ref readonly var argument in arguments) GC.KeepAlive(argument.Reference);
        return count >= 0 ? count : throw Native.Error();
    }

    // Names are literals, each one object: to find that object again is quicker than to hash its letters.
    private static IntPtr HandleOf(string name)
    {
        var known = Recent[RuntimeHelpers.GetHashCode(name) % RecentCount];
        return known is not null && ReferenceEquals(known.Name, name) ? known.Handle : Resolve(name);
    }

    private static IntPtr Resolve(string name)
    {
        var handle = Handles.GetOrAdd(name, Find);
        if (handle == IntPtr.Zero) throw new NotSupportedException($"This libtorch has no operator '{(name.Contains("::") ? name : "aten::" + name)}'.");
        Recent[RuntimeHelpers.GetHashCode(name) % RecentCount] = new(name, handle);
        return handle;
    }

    private sealed record Known(string Name, IntPtr Handle);

    private static IntPtr Find(string name)
    {
        var dot = name.IndexOf('.');
        var (plain, overload) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        if (!plain.Contains("::")) plain = "aten::" + plain;
        fixed (byte* first = Text(plain), second = Text(overload)) return Native.find_operator(first, second);
    }

    internal static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static void TakePending(Tensor[] results, int first)
    {
        var rest = new NativeValue[results.Length - first];
        fixed (NativeValue* places = rest) Native.pending(places);
        for (var i = 0; i < rest.Length; i++) results[first + i] = Tensor.Wrap(rest[i].Handle);
    }
}
