using System.Text;

namespace Eegavi.Tests;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Write_Bytes_AreThoseOfTheFormat()
    {
        SafetensorsWriter.Write(_file.Path, [SafetensorsArray.Of<byte>("u", new byte[] { 7, 8, 9 }, 3), SafetensorsArray.Of<short>("i", new short[] { 1, -1 }, 2, 1)], new Dictionary<string, string> { ["by"] = "é" });
        var bytes = File.ReadAllBytes(_file.Path);
        var length = BitConverter.ToInt32(bytes, 0);
        (length % 8).Should().Be(0);
        Encoding.UTF8.GetString(bytes, 8, length).TrimEnd().Should().Be("""{"__metadata__":{"by":"\u00E9"},"i":{"dtype":"I16","shape":[2,1],"data_offsets":[0,4]},"u":{"dtype":"U8","shape":[3],"data_offsets":[4,7]}}""");
        bytes[(8 + length)..].Should().Equal(1, 0, 255, 255, 7, 8, 9);
    }

    [Fact]
    public void Write_ThenRead_GivesEveryTypeBack()
    {
        SafetensorsWriter.Write(_file.Path,
        [
            SafetensorsArray.Of<double>("f64", new[] { 1.5, double.NaN }, 2), SafetensorsArray.Of<float>("f32", new[] { -2.5f }), SafetensorsArray.Of<Half>("f16", new[] { (Half)0.1 }, 1),
            SafetensorsArray.Of<long>("i64", new[] { long.MinValue }, 1, 1), SafetensorsArray.Of<int>("i32", new[] { -3 }, 1), SafetensorsArray.Of<sbyte>("i8", new sbyte[] { -4 }, 1),
            SafetensorsArray.Of<bool>("bool", new[] { true, false, true }, 3), SafetensorsArray.Of<float>("none", Array.Empty<float>(), 0, 5),
        ]);
        using var file = SafetensorsFile.Open(_file.Path);
        file.ReadArray<double>("f64").Should().Equal(1.5, double.NaN);
        file.ReadArray<float>("f32").Should().Equal(-2.5f);
        file.ReadArray<Half>("f16").Should().Equal((Half)0.1);
        file.ReadArray<long>("i64").Should().Equal(long.MinValue);
        file.ReadArray<int>("i32").Should().Equal(-3);
        file.ReadArray<sbyte>("i8").Should().Equal((sbyte)-4);
        file.ReadArray<bool>("bool").Should().Equal(true, false, true);
        file.ReadArray<float>("none").Should().BeEmpty();
        file.Info("none").Shape.Should().Equal(0, 5);
        file.Metadata.Should().BeEmpty();
    }

    [Fact]
    public void Write_OtherOrder_GivesTheSameBytes()
    {
        var (a, b) = (SafetensorsArray.Of<int>("a", new[] { 1 }, 1), SafetensorsArray.Of<int>("b", new[] { 2 }, 1));
        SafetensorsWriter.Write(_file.Path, [a, b]);
        var first = File.ReadAllBytes(_file.Path);
        SafetensorsWriter.Write(_file.Path, [b, a]);
        File.ReadAllBytes(_file.Path).Should().Equal(first);
    }

    [Fact]
    public void Write_Nothing_IsAValidFile()
    {
        SafetensorsWriter.Write(_file.Path, Array.Empty<SafetensorsArray>());
        using var file = SafetensorsFile.Open(_file.Path);
        file.Names.Should().BeEmpty();
    }

    [Fact]
    public void Write_Wrong_SaysSoAndLeavesTheOldFile()
    {
        SafetensorsWriter.Write(_file.Path, [SafetensorsArray.Of<int>("a", new[] { 1 }, 1)]);
        var before = File.ReadAllBytes(_file.Path);
        var a = SafetensorsArray.Of<int>("a", new[] { 5 }, 1);
        this.Invoking(_ => SafetensorsWriter.Write(_file.Path, [a, a])).Should().Throw<ArgumentException>().WithMessage("Expected each name once; got 'a' 2 times.");
        this.Invoking(_ => SafetensorsWriter.Write(_file.Path, [SafetensorsArray.Of<int>("__metadata__", new[] { 1 }, 1)])).Should().Throw<ArgumentException>();
        this.Invoking(_ => SafetensorsArray.Of<int>("a", new[] { 1 }, 2)).Should().Throw<ArgumentException>().WithMessage("'a': expected 1 elements in all; got the shape [2].");
        this.Invoking(_ => SafetensorsArray.Of<char>("a", new[] { 'x' }, 1)).Should().Throw<ArgumentException>().WithMessage("*got Char.");
        File.ReadAllBytes(_file.Path).Should().Equal(before);
    }

    [Fact]
    public void Write_FailsHalfWay_LeavesNothingBehind()
    {
        var gone = new GoneMemory();
        var array = SafetensorsArray.Of<byte>("a", gone.Memory, 4);
        gone.Throws = true;
        this.Invoking(_ => SafetensorsWriter.Write(_file.Path, [array])).Should().Throw<InvalidTimeZoneException>();
        _file.Beside.Should().BeEmpty();
    }

    private sealed class GoneMemory : System.Buffers.MemoryManager<byte>
    {
        public bool Throws { get; set; }

        public override Memory<byte> Memory => CreateMemory(4);

        public override Span<byte> GetSpan() => Throws ? throw new InvalidTimeZoneException() : new byte[4];

        public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
