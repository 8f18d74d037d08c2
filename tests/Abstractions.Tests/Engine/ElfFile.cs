using System.Buffers.Binary;
using System.Text;

namespace Eegavi.Tests.Engine;

/// <summary>The smallest file with what <c>ElfVersions</c> reads: two libraries, of which the second is asked for two versions.</summary>
internal static class ElfFile
{
    /// <summary>Where the flags of the version <c>NEW_2</c> stand.</summary>
    public const int FlagsOfNew = 0x80 + 16 + 16 + 16 + 16 + 4;

    /// <summary>Offsets of the two section headers, of the version needs and of the names.</summary>
    public const int Needs = 0x100, Names = 0x140, FirstLibrary = 0x80;

    public static byte[] Make()
    {
        var file = new byte[0x180];
        "\u007fELF\u0002\u0001"u8.CopyTo(file);
        Write64(file, 0x28, Needs);
        Write16(file, 0x3a, 0x40);
        Write16(file, 0x3c, 2);
        Section(file, Needs, type: 0x6ffffffe, offset: FirstLibrary, size: 0x60, link: 1);
        Section(file, Names, type: 3, offset: 0xe0, size: 0x20, link: 0);
        Encoding.ASCII.GetBytes("\0OLD_1\0NEW_2\0NEW_22\0").CopyTo(file, 0xe0);
        Library(file, FirstLibrary, versions: 1, next: 32);
        Version(file, FirstLibrary + 16, name: 1, next: 0);
        Library(file, FirstLibrary + 32, versions: 2, next: 0);
        Version(file, FirstLibrary + 48, name: 13, next: 16);
        Version(file, FirstLibrary + 64, name: 7, next: 0);
        return file;
    }

    public static void Write16(byte[] file, int place, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(place), value);

    public static void Write32(byte[] file, int place, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(place), value);

    public static void Write64(byte[] file, int place, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(place), value);

    private static void Section(byte[] file, int place, uint type, ulong offset, ulong size, uint link)
    {
        Write32(file, place + 4, type);
        Write64(file, place + 0x18, offset);
        Write64(file, place + 0x20, size);
        Write32(file, place + 0x28, link);
    }

    private static void Library(byte[] file, int place, ushort versions, uint next)
    {
        Write16(file, place + 2, versions);
        Write32(file, place + 8, 16);
        Write32(file, place + 12, next);
    }

    private static void Version(byte[] file, int place, uint name, uint next)
    {
        Write32(file, place + 8, name);
        Write32(file, place + 12, next);
    }
}
