using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Element types of a safetensors file that tensors can have here, by their names in the file.</summary>
public enum SafetensorsType
{
    /// <summary>64-bit float.</summary>
    F64,

    /// <summary>32-bit float.</summary>
    F32,

    /// <summary>16-bit float.</summary>
    F16,

    /// <summary>The upper half of a 32-bit float.</summary>
    BF16,

    /// <summary>64-bit integer.</summary>
    I64,

    /// <summary>32-bit integer.</summary>
    I32,

    /// <summary>16-bit integer.</summary>
    I16,

    /// <summary>8-bit integer.</summary>
    I8,

    /// <summary>8-bit integer without sign.</summary>
    U8,

    /// <summary>One byte, 0 or 1.</summary>
    BOOL,
}

/// <summary>Sizes of element types, and what they are called elsewhere.</summary>
public static class SafetensorsTypes
{
    private static readonly Dictionary<SafetensorsType, (int Size, ScalarType Torch, Type? Element)> Known = new()
    {
        [SafetensorsType.F64] = (8, ScalarType.Float64, typeof(double)),
        [SafetensorsType.F32] = (4, ScalarType.Float32, typeof(float)),
        [SafetensorsType.F16] = (2, ScalarType.Float16, typeof(Half)),
        // .NET has no such number: its arrays are read as bytes.
        [SafetensorsType.BF16] = (2, ScalarType.BFloat16, null),
        [SafetensorsType.I64] = (8, ScalarType.Int64, typeof(long)),
        [SafetensorsType.I32] = (4, ScalarType.Int32, typeof(int)),
        [SafetensorsType.I16] = (2, ScalarType.Int16, typeof(short)),
        [SafetensorsType.I8] = (1, ScalarType.Int8, typeof(sbyte)),
        [SafetensorsType.U8] = (1, ScalarType.Byte, typeof(byte)),
        [SafetensorsType.BOOL] = (1, ScalarType.Bool, typeof(bool)),
    };

    /// <summary>Bytes of one element.</summary>
    public static int Size(this SafetensorsType type) => Known[type].Size;

    /// <summary>The same type as a tensor's.</summary>
    public static ScalarType ToScalarType(this SafetensorsType type) => Known[type].Torch;

    /// <summary>A tensor's type as a file's.</summary>
    /// <exception cref="ArgumentException">The format has no such type.</exception>
    public static SafetensorsType Of(ScalarType type)
    {
        foreach (var (ours, facts) in Known)
            if (facts.Torch == type) return ours;
        throw new ArgumentException($"Expected a tensor of one of {string.Join(", ", Known.Values.Select(facts => facts.Torch))}; got {type}.");
    }

    /// <summary>The type of an array's elements as a file's.</summary>
    /// <exception cref="ArgumentException">The format has no such type.</exception>
    public static SafetensorsType Of(Type element)
    {
        foreach (var (ours, facts) in Known)
            if (facts.Element == element) return ours;
        throw new ArgumentException($"Expected elements of one of {string.Join(", ", Known.Values.Select(facts => facts.Element?.Name).OfType<string>())}; got {element.Name}.");
    }
}
