using System.Buffers.Binary;
using System.Text;

namespace Eegavi.Engine;

/// <summary>The versions of other libraries that a 64-bit little-endian ELF file asks for.</summary>
/// <remarks>Layout: System V ABI, and section <c>.gnu.version_r</c> of the Linux Standard Base.</remarks>
internal static class ElfVersions
{
    private const uint VersionNeeds = 0x6ffffffe;
    private const ushort Weak = 2;
    private const int MaximumEntries = 10_000;

    /// <summary>A copy of the file that loads without a version: the loader no longer refuses a library that lacks it.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="version">For example <c>GLIBCXX_3.4.32</c>.</param>
    /// <exception cref="InvalidDataException">It is no such file, is damaged, or does not ask for the version.</exception>
    public static byte[] Weaken(ReadOnlySpan<byte> file, string version)
    {
        try
        {
            var copy = file.ToArray();
            var flags = Flags(file, version);
            if (flags.Count == 0) throw new InvalidDataException($"Expected an ELF file that asks for version {version}; this one does not.");
            foreach (var place in flags) BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan(place), Weak);
            return copy;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("Expected a whole ELF file; an offset in it points outside.", e);
        }
    }

    // Where the flags of each entry for the version stand.
    private static List<int> Flags(ReadOnlySpan<byte> file, string version)
    {
        if (!file.StartsWith("\u007fELF\u0002\u0001"u8)) throw new InvalidDataException("Expected a 64-bit little-endian ELF file.");
        var (sections, size, count) = (Offset(file, 0x28), Half(file, 0x3a), Half(file, 0x3c));
        for (var i = 0; i < count; i++)
        {
            var section = Part(file, checked(sections + i * size), 0x40);
            if (Word(section, 4) != VersionNeeds) continue;
            var names = Part(file, checked(sections + (int)Word(section, 0x28) * size), 0x40);
            return Flags(file, Offset(section, 0x18), Part(file, Offset(names, 0x18), Offset(names, 0x20)), Encoding.ASCII.GetBytes(version + '\0'));
        }
        return [];
    }

    private static List<int> Flags(ReadOnlySpan<byte> file, int place, ReadOnlySpan<byte> names, ReadOnlySpan<byte> version)
    {
        var (found, left) = (new List<int>(), MaximumEntries);
        while (true)
        {
            var library = Part(file, place, 16);
            var entry = checked(place + (int)Word(library, 8));
            for (var i = Half(library, 2); i > 0; i--)
            {
                if (--left < 0) throw new InvalidDataException($"Expected at most {MaximumEntries} versions in an ELF file.");
                var asked = Part(file, entry, 16);
                if (names[checked((int)Word(asked, 8))..].StartsWith(version)) found.Add(entry + 4);
                entry = checked(entry + (int)Word(asked, 12));
            }
            if (Word(library, 12) == 0 || --left < 0) return found;
            place = checked(place + (int)Word(library, 12));
        }
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> file, int start, int length) => file.Slice(start, length);

    private static int Offset(ReadOnlySpan<byte> file, int place) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(Part(file, place, 8)));

    private static uint Word(ReadOnlySpan<byte> file, int place) => BinaryPrimitives.ReadUInt32LittleEndian(Part(file, place, 4));

    private static ushort Half(ReadOnlySpan<byte> file, int place) => BinaryPrimitives.ReadUInt16LittleEndian(Part(file, place, 2));
}
