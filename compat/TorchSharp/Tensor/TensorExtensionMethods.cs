using System.Numerics;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        _ => 16,
    };

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);
    public static ReadOnlySpan<int> IntShape(this torch.Tensor tensor) => Array.ConvertAll(tensor.shape, size => (int)size);

    public static bool ToBoolean(this torch.Tensor value) => value.ToScalar().ToBoolean();
    public static byte ToByte(this torch.Tensor value) => value.ToScalar().ToByte();
    public static sbyte ToSByte(this torch.Tensor value) => value.ToScalar().ToSByte();
    public static short ToInt16(this torch.Tensor value) => value.ToScalar().ToInt16();
    public static int ToInt32(this torch.Tensor value) => value.ToScalar().ToInt32();
    public static long ToInt64(this torch.Tensor value) => value.ToScalar().ToInt64();
    public static Half ToHalf(this torch.Tensor value) => value.ToScalar().ToHalf();
    public static float ToSingle(this torch.Tensor value) => value.ToScalar().ToSingle();
    public static double ToDouble(this torch.Tensor value) => value.ToScalar().ToDouble();
    public static (float, float) ToComplexFloat32(this torch.Tensor value) => value.ToScalar().ToComplexFloat32();
    public static Complex ToComplexFloat64(this torch.Tensor value) => value.ToScalar().ToComplexFloat64();
    public static (float, float) ToComplex32(this torch.Tensor value) => value.ToComplexFloat32();
    public static Complex ToComplex64(this torch.Tensor value) => value.ToComplexFloat64();

    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) =>
        torch.Leaf(torch.from_array(rawArray).reshape(dimensions), requires_grad);

    public static torch.Tensor ToTensor<T>(this T scalar, torch.Device device = null, bool requires_grad = false) where T : unmanaged =>
        torch.from_array(new[] { scalar }, null, device).reshape([]).with_requires_grad(requires_grad);

    public static Modules.Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    public static void Save(this torch.Tensor tensor, BinaryWriter writer) => TensorFile.Write(tensor, writer);

    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        TensorFile.Write(tensor, writer);
    }

    public static void Save(this torch.Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false) => TensorFile.Read(tensor, reader, skip);

    public static void Load(ref torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is null && !skip) tensor = TensorFile.Read(reader);
        else TensorFile.Read(tensor, reader, skip);
    }

    public static torch.Tensor Load(BinaryReader reader, bool skip = false) => TensorFile.Read(reader, skip);
}
