using FsCheck;
using FsCheck.Fluent;

namespace Eegavi.Tests;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Open_ValidHeader_TellsOfEachTensor()
    {
        var path = _file.Write("""{"b":{"dtype":"F32","shape":[2,3],"data_offsets":[2,26]},"a":{"shape":[2],"more":[{}],"dtype":"U8","data_offsets":[0,2]},"__metadata__":{"k":"v"}}  """, 26);
        using var file = SafetensorsFile.Open(path);
        file.Names.Should().Equal("a", "b");
        file.Metadata.Should().Equal(new Dictionary<string, string> { ["k"] = "v" });
        file.Info("b").Should().BeEquivalentTo(new { Name = "b", Type = SafetensorsType.F32, Shape = new long[] { 2, 3 }, Length = 24, Count = 6 });
        file.ReadArray<byte>("a").Should().Equal(0, 1);
        file.ReadArray<byte>("b").Should().StartWith([2, 3, 4]).And.HaveCount(24);
        file.Contains("c").Should().BeFalse();
    }

    [Fact]
    public void Open_ScalarAndEmptyTensors_AreValid()
    {
        using var file = SafetensorsFile.Open(_file.Write("""{"s":{"dtype":"I16","shape":[],"data_offsets":[0,2]},"e":{"dtype":"F64","shape":[3,0],"data_offsets":[0,0]}}""", 2));
        file.ReadArray<short>("s").Should().Equal(256);
        file.ReadArray<double>("e").Should().BeEmpty();
    }

    [Fact]
    public void ReadArray_OtherElementsOrName_SaysSo()
    {
        using var file = SafetensorsFile.Open(_file.Write("""{"s":{"dtype":"I16","shape":[],"data_offsets":[0,2]}}""", 2));
        file.Invoking(f => f.ReadArray<int>("s")).Should().Throw<ArgumentException>().WithMessage("The tensor 's' of * is I16; got a request for Int32.");
        file.Invoking(f => f.Info("t")).Should().Throw<KeyNotFoundException>().WithMessage("* has no tensor called 't'.");
    }

    [Theory]
    [InlineData("", 0, "the header is not valid JSON: *")]
    [InlineData("[]", 0, "the header is not an object.")]
    [InlineData("{} x", 0, "the header is not valid JSON: *")]
    [InlineData("{\"a\":3}", 0, "the tensor 'a' is not described by an object.")]
    [InlineData("{\"\\ud800\":{}}", 0, "the header is not valid JSON: *")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "the tensor 'a' is listed twice.")]
    [InlineData("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "the tensor 'a': expected a dtype of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL; got 'F8_E4M3'.")]
    [InlineData("{\"a\":{\"dtype\":\"1\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "the tensor 'a': expected a dtype of *; got '1'.")]
    [InlineData("{\"a\":{\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "the tensor 'a' needs dtype, shape and two data_offsets.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}}", 1, "the tensor 'a' needs dtype, shape and two data_offsets.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,2]}}", 1, "the tensor 'a': data_offsets has more than 2 numbers.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,1]}}", 1, "the tensor 'a': shape has something that is not a whole number from 0.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1.5],\"data_offsets\":[0,1]}}", 1, "the tensor 'a': shape has something that is not a whole number from 0.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":{},\"data_offsets\":[0,1]}}", 1, "the tensor 'a': shape is not a list.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,0]}}", 1, "the tensor 'a' ends before it starts*")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[9223372036854775806,9223372036854775807]}}", 1, "the tensor 'a' ends before it starts*")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "the tensor 'a' has 4 bytes; a F32 of [2] has another number.")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4],\"data_offsets\":[0,0]}}", 0, "the tensor 'a' has 0 bytes; a F32 of *")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4611686018427387904,4],\"data_offsets\":[0,0]}}", 0, "the tensor 'a' has 0 bytes; a F32 of *")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}", 1, "the tensor 'a' ends 1 bytes after the file.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}", 3, "1 bytes at the end belong to no tensor.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", 3, "1 bytes between the header and the tensor 'a' belong to no tensor.")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", 3, "the tensor 'b' overlaps the tensor 'a'.")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", 0, "__metadata__ has a value that is not text: 'a'.")]
    [InlineData("{\"__metadata__\":[]}", 0, "__metadata__ is not an object.")]
    [InlineData("{\"a\":{\"x\":[[[[[[[[[]]]]]]]]]}}", 0, "the header is not valid JSON: *")]
    public void Open_BadHeader_SaysWhy(string header, int dataLength, string problem) =>
        this.Invoking(_ => SafetensorsFile.Open(_file.Write(header, dataLength))).Should().Throw<InvalidDataException>().WithMessage($"*a.safetensors: {problem}");

    [Fact]
    public void Open_ShortFileOrHugeHeader_IsRefusedBeforeAnythingIsTaken()
    {
        File.WriteAllBytes(_file.Path, [1, 2, 3]);
        this.Invoking(_ => SafetensorsFile.Open(_file.Path)).Should().Throw<InvalidDataException>().WithMessage("*at least 8 bytes; got 3.");
        File.WriteAllBytes(_file.Path, [.. Enumerable.Repeat((byte)255, 20)]);
        this.Invoking(_ => SafetensorsFile.Open(_file.Path)).Should().Throw<InvalidDataException>().WithMessage("*expected a header of at most 12 bytes; got 18446744073709551615.*");
    }

    [Fact]
    public void Open_NoFile_IsAFileNotFoundException() =>
        this.Invoking(_ => SafetensorsFile.Open(_file.Path)).Should().Throw<FileNotFoundException>();

    [Fact]
    public void ReadArray_FileShrinksMeanwhile_IsAnException()
    {
        using var file = SafetensorsFile.Open(_file.Write("""{"a":{"dtype":"U8","shape":[40],"data_offsets":[0,40]}}""", 40));
        using (var shorter = new FileStream(_file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) shorter.SetLength(80);
        file.Invoking(f => f.ReadArray<byte>("a")).Should().Throw<InvalidDataException>().WithMessage("*shorter since it was opened.");
    }

    [Fact]
    public void Open_ValidFileWithBytesChanged_NeverFailsOtherwise()
    {
        SafetensorsWriter.Write(_file.Path, [SafetensorsArray.Of<float>("weight", new float[6], 2, 3), SafetensorsArray.Of<long>("n", new long[1])], new Dictionary<string, string> { ["k"] = "v" });
        var valid = File.ReadAllBytes(_file.Path);
        Prop.ForAll<(byte At, byte Value)[], byte>((changes, cut) =>
        {
            var bytes = valid.ToArray();
            foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;
            Survives(cut < 10 ? bytes[..(cut * bytes.Length / 10)] : bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Open_AnyTextsAndNumbersInAHeader_NeverFailsOtherwise()
    {
        string[] tokens = ["{", "}", "[", "]", ",", ":", "\"a\"", "\"dtype\"", "\"F32\"", "\"shape\"", "\"data_offsets\"", "0", "4", "-1", "1e9", "\"__metadata__\"", "null", "\"\\ud800\""];
        var headers = Gen.Elements(tokens).ArrayOf().Select(parts => "{\"a\":{" + string.Concat(parts) + "}}").ToArbitrary();
        Prop.ForAll(headers, header =>
        {
            _file.Write(header, 4);
            Survives(File.ReadAllBytes(_file.Path));
        }).QuickCheckThrowOnFailure();
    }

    private void Survives(byte[] bytes)
    {
        File.WriteAllBytes(_file.Path, bytes);
        try
        {
            using var file = SafetensorsFile.Open(_file.Path);
            foreach (var name in file.Names) file.ReadArray<byte>(name).LongLength.Should().Be(file.Info(name).Length);
        }
        catch (InvalidDataException)
        {
        }
    }
}
