using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>An argument of an operator: whatever C# has, converted implicitly. Null stands for "the schema's default".</summary>
internal readonly struct Argument
{
    internal readonly object Reference;
    private readonly ValueTag _tag;
    private readonly long _bits;

    private Argument(ValueTag tag, object reference, long bits = 0)
    {
        _tag = reference is null && tag is not (ValueTag.Int or ValueTag.Double or ValueTag.Bool) ? ValueTag.None : tag;
        Reference = reference;
        _bits = bits;
    }

    private Argument(ValueTag tag, long bits)
    {
        _tag = tag;
        _bits = bits;
    }

    public static implicit operator Argument(Tensor value) => new(ValueTag.Tensor, (object)value);
    public static implicit operator Argument(Scalar value) => new(ValueTag.Complex, (object)value);
    public static implicit operator Argument(long value) => new(ValueTag.Int, value);
    public static implicit operator Argument(int value) => new(ValueTag.Int, (long)value);
    public static implicit operator Argument(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(bool value) => new(ValueTag.Bool, value ? 1 : 0);
    public static implicit operator Argument(long? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(int? value) => value is { } v ? (long)v : default(Argument);
    public static implicit operator Argument(double? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(bool? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(ScalarType value) => new(ValueTag.Int, (long)value);
    public static implicit operator Argument(ScalarType? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(string value) => new(ValueTag.String, (object)value);
    public static implicit operator Argument(long[] value) => new(ValueTag.IntList, (object)value);
    public static implicit operator Argument(double[] value) => new(ValueTag.DoubleList, (object)value);
    public static implicit operator Argument(bool[] value) => new(ValueTag.BoolList, (object)value);
    public static implicit operator Argument(ReadOnlySpan<long> value) => value.ToArray();
    public static implicit operator Argument(Tensor[] value) => new(ValueTag.TensorList, (object)value);
    public static implicit operator Argument(Device value) => new(ValueTag.Device, (object)value);
    public static implicit operator Argument(Generator value) => new(ValueTag.Generator, (object)value);

    /// <summary>How many 8-byte places this argument's list or text takes.</summary>
    internal int Places => _tag switch
    {
        ValueTag.IntList or ValueTag.DoubleList or ValueTag.TensorList or ValueTag.BoolList => ((Array)Reference).Length,
        ValueTag.String => (Encoding.UTF8.GetMaxByteCount(((string)Reference).Length) + 7) / 8,
        _ => 0,
    };

    /// <summary>Writes this argument; lists and text go to <paramref name="places"/>, which moves on behind them.</summary>
    internal unsafe void Write(NativeValue* value, ref long* places)
    {
        value->Tag = _tag;
        switch (_tag)
        {
            case ValueTag.Tensor:
                value->Handle = Unsafe.As<Tensor>(Reference).Handle;
                break;
            case ValueTag.Complex:
                Unsafe.As<Scalar>(Reference).Write(value);
                break;
            case ValueTag.None or ValueTag.Int or ValueTag.Double or ValueTag.Bool:
                value->Integer = _bits;
                break;
            case ValueTag.Device:
                value->Count = (int)((Device)Reference).type;
                value->Integer = ((Device)Reference).index;
                break;
            case ValueTag.Generator:
                value->Handle = ((Generator)Reference).Handle;
                break;
            default:
                value->Pointer = places;
                value->Count = WriteList(places);
                places += Places;
                break;
        }
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
