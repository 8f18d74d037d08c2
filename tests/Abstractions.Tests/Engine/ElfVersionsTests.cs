using Eegavi.Engine;

namespace Eegavi.Tests.Engine;

public class ElfVersionsTests
{
    private readonly byte[] _file = ElfFile.Make();

    [Fact]
    public void Weaken_ChangesTheFlagsOfThatVersionAlone()
    {
        var expected = ElfFile.Make();
        expected[ElfFile.FlagsOfNew] = 2;
        ElfVersions.Weaken(_file, "NEW_2").Should().Equal(expected);
        _file.Should().Equal(ElfFile.Make(), "it is not changed in place");
    }

    [Fact]
    public void Weaken_AVersionThatIsNotAskedFor_IsRefused() =>
        Refused("NEW").WithMessage("*asks for version NEW*");

    [Fact]
    public void Weaken_AnyOtherFile_IsRefused()
    {
        foreach (var place in new[] { 0, 1, 4, 5 })
        {
            var other = ElfFile.Make();
            other[place] ^= 0x7f;
            other.Invoking(file => ElfVersions.Weaken(file, "NEW_2")).Should().Throw<InvalidDataException>().WithMessage("Expected a 64-bit*");
        }
    }

    [Fact]
    public void Weaken_AFileCutAnywhere_IsRefused()
    {
        for (var length = 0; length < ElfFile.Names + 0x40; length++)
            _file[..length].Invoking(file => ElfVersions.Weaken(file, "NEW_2")).Should().Throw<InvalidDataException>($"{length} bytes are left");
    }

    [Theory]
    [InlineData(0x28)]
    [InlineData(ElfFile.Needs + 0x18)]
    [InlineData(ElfFile.Names + 0x18)]
    [InlineData(ElfFile.Names + 0x20)]
    public void Weaken_AnOffsetOutside_IsRefused(int place)
    {
        foreach (var value in new[] { ulong.MaxValue, (ulong)int.MaxValue, 0x8000_0000UL, (ulong)_file.Length })
        {
            ElfFile.Write64(_file, place, value);
            Refused("NEW_2");
        }
    }

    [Theory]
    [InlineData(ElfFile.Needs + 0x28)]
    [InlineData(ElfFile.FirstLibrary + 8)]
    [InlineData(ElfFile.FirstLibrary + 12)]
    [InlineData(ElfFile.FirstLibrary + 16 + 8)]
    public void Weaken_AStepOutside_IsRefused(int place)
    {
        foreach (var value in new[] { uint.MaxValue, 0x7fff_ffffu, 0x7fff_fff0u })
        {
            ElfFile.Write32(_file, place, value);
            Refused("NEW_2");
        }
    }

    // A list of libraries that steps by 16 bytes and never ends would run out of the file; versions that step by 0 never do.
    [Fact]
    public void Weaken_VersionsWithoutEnd_AreRefused()
    {
        ElfFile.Write16(_file, ElfFile.FirstLibrary + 2, ushort.MaxValue);
        Refused("NEW_2").WithMessage("Expected at most*");
    }

    private FluentAssertions.Specialized.ExceptionAssertions<InvalidDataException> Refused(string version) =>
        _file.Invoking(file => ElfVersions.Weaken(file, version)).Should().Throw<InvalidDataException>();
}
