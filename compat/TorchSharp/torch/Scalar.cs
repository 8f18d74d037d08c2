using System.Numerics;
using TorchSharp.Engine;

namespace TorchSharp;

/// <summary>A number of one of the tensor types; conversions from C#'s numbers are implicit.</summary>
public sealed class Scalar : IDisposable
{
    private readonly long _integer;
    private readonly double _real, _imaginary;

    private Scalar(torch.ScalarType type, long integer)
    {
        Type = type;
        _integer = integer;
        _real = integer;
    }

    internal Scalar(torch.ScalarType type, double real, double imaginary = 0)
    {
        Type = type;
        _real = real;
        _imaginary = imaginary;
        // A NaN has no integer; nobody asks for one.
        _integer = double.IsFinite(real) ? (long)real : 0;
    }

    public torch.ScalarType Type { get; }

    internal long Integer => _integer;
    internal double Real => _real;
    internal Complex Number => new(_real, _imaginary);

    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, value ? 1 : 0);
    public static implicit operator Scalar(byte value) => new(torch.ScalarType.Byte, value);
    public static implicit operator Scalar(sbyte value) => new(torch.ScalarType.Int8, value);
    public static implicit operator Scalar(short value) => new(torch.ScalarType.Int16, value);
    public static implicit operator Scalar(int value) => new(torch.ScalarType.Int32, value);
    public static implicit operator Scalar(long value) => new(torch.ScalarType.Int64, value);
    public static implicit operator Scalar(Half value) => new(torch.ScalarType.Float16, (double)value);
    public static implicit operator Scalar(float value) => new(torch.ScalarType.Float32, value);
    public static implicit operator Scalar(double value) => new(torch.ScalarType.Float64, value);
    public static implicit operator Scalar((float, float) value) => new(torch.ScalarType.ComplexFloat32, value.Item1, value.Item2);
    public static implicit operator Scalar(Complex value) => new(torch.ScalarType.ComplexFloat64, value.Real, value.Imaginary);

    public void Dispose() { }

    /// <summary>As it crosses the border to the engine.</summary>
    internal NativeValue Native => Type switch
    {
        torch.ScalarType.Bool => new() { Tag = ValueTag.Bool, Integer = _integer },
        torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64 => new() { Tag = ValueTag.Complex, Real = _real, Imaginary = _imaginary },
        >= torch.ScalarType.Float16 => new() { Tag = ValueTag.Double, Real = _real },
        _ => new() { Tag = ValueTag.Int, Integer = _integer },
    };

    internal static Scalar Read(NativeValue value) => value.Tag switch
    {
        ValueTag.Bool => value.Integer != 0,
        ValueTag.Int => value.Integer,
        ValueTag.Double => value.Real,
        _ => new Complex(value.Real, value.Imaginary),
    };
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this bool value) => value;
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this sbyte value) => value;
    public static Scalar ToScalar(this short value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this Half value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this (float, float) value) => value;
    public static Scalar ToScalar(this Complex value) => value;
    public static Scalar ToBFloat16Scalar(this float value) => new(torch.ScalarType.BFloat16, value);

    public static bool ToBoolean(this Scalar value) => value.Real != 0;
    public static byte ToByte(this Scalar value) => (byte)value.Integer;
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.Integer;
    public static short ToInt16(this Scalar value) => (short)value.Integer;
    public static int ToInt32(this Scalar value) => (int)value.Integer;
    public static long ToInt64(this Scalar value) => value.Integer;
    public static Half ToHalf(this Scalar value) => (Half)value.Real;
    public static float ToSingle(this Scalar value) => (float)value.Real;
    public static double ToDouble(this Scalar value) => value.Real;
    public static (float, float) ToComplexFloat32(this Scalar value) => ((float)value.Number.Real, (float)value.Number.Imaginary);
    public static Complex ToComplexFloat64(this Scalar value) => value.Number;
}
