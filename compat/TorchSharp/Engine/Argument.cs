using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>An argument of an operator: whatever C# has, converted implicitly. Null stands for "the schema's default".</summary>
internal readonly struct Argument
{
    /// <summary>What must live until the call is over, and is read at the call: a tensor, list, text or generator. Null for numbers.</summary>
    internal readonly object Reference;
    private readonly NativeValue _value;

    private Argument(in NativeValue value) => _value = value;

    private Argument(ValueTag tag, object reference)
    {
        if (reference is null) return;
        Reference = reference;
        _value.Tag = tag;
    }

    public static implicit operator Argument(Tensor value) => new(ValueTag.Tensor, value);
    public static implicit operator Argument(Scalar value) => value is null ? default : new(value.Native);
    public static implicit operator Argument(long value) => new(new NativeValue { Tag = ValueTag.Int, Integer = value });
    public static implicit operator Argument(int value) => (long)value;
    public static implicit operator Argument(double value) => new(new NativeValue { Tag = ValueTag.Double, Real = value });
    public static implicit operator Argument(bool value) => new(new NativeValue { Tag = ValueTag.Bool, Integer = value ? 1 : 0 });
    public static implicit operator Argument(long? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(int? value) => value is { } v ? (long)v : default(Argument);
    public static implicit operator Argument(double? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(bool? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(ScalarType value) => (long)value;
    public static implicit operator Argument(ScalarType? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(string value) => new(ValueTag.String, value);
    public static implicit operator Argument(long[] value) => new(ValueTag.IntList, value);
    public static implicit operator Argument(double[] value) => new(ValueTag.DoubleList, value);
    public static implicit operator Argument(bool[] value) => new(ValueTag.BoolList, value);
    public static implicit operator Argument(ReadOnlySpan<long> value) => value.ToArray();
    public static implicit operator Argument(Tensor[] value) => new(ValueTag.TensorList, value);
    public static implicit operator Argument(Device value) =>
        value is null ? default : new(new NativeValue { Tag = ValueTag.Device, Count = (int)value.type, Integer = value.index });
    public static implicit operator Argument(Generator value) => new(ValueTag.Generator, value);

    /// <summary>How many 8-byte places this argument's list or text takes.</summary>
    internal int Places => _value.Tag switch
    {
        ValueTag.IntList or ValueTag.DoubleList or ValueTag.TensorList or ValueTag.BoolList => Unsafe.As<Array>(Reference).Length,
        ValueTag.String => (Encoding.UTF8.GetMaxByteCount(Unsafe.As<string>(Reference).Length) + 7) / 8,
        _ => 0,
    };

    /// <summary>Writes this argument; lists and text go to <paramref name="places"/>, which moves on behind them.</summary>
    internal unsafe void Write(NativeValue* value, ref long* places)
    {
        *value = _value;
        if (_value.Tag == ValueTag.Tensor) value->Handle = Unsafe.As<Tensor>(Reference).Handle;
        else if (_value.Tag == ValueTag.Generator) value->Handle = Unsafe.As<Generator>(Reference).Handle;
        else if (Reference is not null) WriteList(value, ref places);
    }

    private unsafe void WriteList(NativeValue* value, ref long* places)
    {
        value->Pointer = places;
        value->Count = WriteList(places);
        places += Places;
    }

    private unsafe int WriteList(long* places)
    {
        switch (Reference)
        {
            case string text:
                return Encoding.UTF8.GetBytes(text, new Span<byte>(places, Places * 8));
            case Tensor[] tensors:
                for (var i = 0; i < tensors.Length; i++) places[i] = tensors[i] is null ? 0 : tensors[i].Handle;
                return tensors.Length;
            case double[] numbers:
                numbers.CopyTo(new Span<double>(places, numbers.Length));
                return numbers.Length;
            case bool[] flags:
                for (var i = 0; i < flags.Length; i++) places[i] = flags[i] ? 1 : 0;
                return flags.Length;
            default:
                var integers = (long[])Reference;
                integers.CopyTo(new Span<long>(places, integers.Length));
                return integers.Length;
        }
    }
}
