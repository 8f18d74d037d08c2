using Eegavi.Engine;
using TorchSharp;

namespace Eegavi.Tests.Engine;

public sealed class MendedLibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly string? _cache = Environment.GetEnvironmentVariable("EEGAVI_CACHE");
    private readonly string _library;

    public MendedLibraryTests()
    {
        _library = Path.Combine(_folder.FullName, "libSome.so");
        File.WriteAllBytes(_library, ElfFile.Make());
        Environment.SetEnvironmentVariable("EEGAVI_CACHE", Path.Combine(_folder.FullName, "cache"));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("EEGAVI_CACHE", _cache);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Write_LeavesTheOriginalAndNothingHalfWritten()
    {
        var copy = MendedLibrary.Write(_library, "NEW_2");
        File.ReadAllBytes(copy).Should().Equal(ElfVersions.Weaken(ElfFile.Make(), "NEW_2"));
        File.ReadAllBytes(_library).Should().Equal(ElfFile.Make());
        Directory.GetFiles(Path.GetDirectoryName(copy)!).Should().Equal(copy);
    }

    [Fact]
    public void Write_Again_KeepsTheCopy_AndMendsADamagedOne()
    {
        var copy = MendedLibrary.Write(_library, "NEW_2");
        var written = File.GetLastWriteTimeUtc(copy);
        MendedLibrary.Write(_library, "NEW_2").Should().Be(copy);
        File.GetLastWriteTimeUtc(copy).Should().Be(written);
        File.WriteAllText(copy, "damaged");
        MendedLibrary.Write(_library, "NEW_2").Should().Be(copy);
        File.ReadAllBytes(copy).Should().Equal(ElfVersions.Weaken(ElfFile.Make(), "NEW_2"));
    }

    [Fact]
    public void Write_WhereTheCacheIsNoFolder_UsesOneOfThisProcess()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        Environment.SetEnvironmentVariable("EEGAVI_CACHE", file);
        var copy = MendedLibrary.Write(_library, "NEW_2");
        File.ReadAllBytes(copy).Should().Equal(ElfVersions.Weaken(ElfFile.Make(), "NEW_2"));
        Directory.Delete(Path.GetDirectoryName(copy)!, recursive: true);
    }

    [Fact]
    public void TheEngine_Loads_AndSaysWhichLibtorch()
    {
        torch.ones(2).sum().ToInt32().Should().Be(2);
        TorchLibrary.Version.Should().Be(torch.__version__[..TorchLibrary.Version.Length]);
        if (TorchLibrary.MendedCopy is { } copy) File.Exists(copy).Should().BeTrue();
    }
}
