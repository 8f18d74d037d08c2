using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Tests;

public sealed class SafetensorsTensorTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void Write_ThenRead_GivesTheSameTensor(ScalarType type)
    {
        using var scope = NewDisposeScope();
        // A transposed view: what is written is what one sees, not what lies in memory.
        var tensor = arange(12, dtype: ScalarType.Float32).reshape(3, 4).transpose(0, 1).to_type(type);
        SafetensorsWriter.Write(_file.Path, [("t", tensor), ("scalar", tensor[1, 2]), ("empty", tensor[..0])]);
        using var file = SafetensorsFile.Open(_file.Path);
        var back = file.Read("t");
        back.dtype.Should().Be(type);
        back.shape.Should().Equal(4, 3);
        back.to_type(ScalarType.Float32).Equals(tensor.to_type(ScalarType.Float32)).Should().BeTrue();
        file.Read("scalar").shape.Should().BeEmpty();
        file.Read("empty").shape.Should().Equal(0, 3);
    }

    [Fact]
    public void Write_TypeThatTheFormatLacks_SaysSo()
    {
        using var complex = zeros([2], dtype: ScalarType.ComplexFloat32);
        this.Invoking(_ => SafetensorsWriter.Write(_file.Path, [("c", complex)])).Should().Throw<ArgumentException>().WithMessage("*got ComplexFloat32.");
    }

    [Fact]
    public void Read_AfterTheFileIsClosed_TensorLivesOn()
    {
        using var ones = torch.ones([5]);
        SafetensorsWriter.Write(_file.Path, [("t", ones)]);
        Tensor tensor;
        using (var file = SafetensorsFile.Open(_file.Path)) tensor = file.Read("t");
        using (tensor) tensor.sum().ToSingle().Should().Be(5);
    }

    [SkippableFact]
    public void Read_EveryReferenceFile_IsFinite()
    {
        var files = Directory.GetFiles(Shared.Folder("parity"), "*.safetensors");
        files.Should().NotBeEmpty();
        foreach (var path in files)
        {
            using var scope = NewDisposeScope();
            using var file = SafetensorsFile.Open(path);
            file.Names.Should().NotBeEmpty();
            foreach (var name in file.Names) file.Read(name).shape.Should().Equal(file.Info(name).Shape);
        }
    }
}
