using System.Text.Json;

namespace Eegavi;

/// <summary>Reads and checks a header, trusting nothing in it.</summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";
    private const int MostDimensions = 64;
    private readonly Dictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);

    private SafetensorsHeader(long firstByte) => FirstByte = firstByte;

    private long FirstByte { get; }

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _entries;

    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the JSON of a header; data begin at the first byte after it and have that length.</summary>
    /// <exception cref="InvalidDataException">What is wrong, without the name of the file.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long firstByte, long dataLength)
    {
        var header = new SafetensorsHeader(firstByte);
        try
        {
            header.Read(json);
        }
        // The reader says the second for text that is not UTF-16 once its escapes are resolved.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"the header is not valid JSON: {e.Message}", e);
        }
        header.CheckCoverage(dataLength);
        return header;
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new() { MaxDepth = 8 });
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "the header is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == MetadataKey) ReadMetadata(ref reader);
            else Expect(_entries.TryAdd(name, ReadEntry(ref reader, name)), $"the tensor '{Short(name)}' is listed twice.");
        }
        // Lets the reader complain of anything after the end.
        while (reader.Read()) { }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject, $"{MetadataKey} is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            Expect(reader.Read() && reader.TokenType == JsonTokenType.String, $"{MetadataKey} has a value that is not text: '{Short(key)}'.");
            Expect(Metadata.TryAdd(key, reader.GetString()!), $"{MetadataKey} has the key '{Short(key)}' twice.");
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        var what = $"the tensor '{Short(name)}'";
        Expect(reader.TokenType == JsonTokenType.StartObject, $"{what} is not described by an object.");
        (SafetensorsType? type, List<long>? shape, List<long>? offsets) = (null, null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString();
            reader.Read();
            if (key == "dtype") type = ReadType(ref reader, what);
            else if (key == "shape") shape = ReadNumbers(ref reader, $"{what}: shape", MostDimensions);
            else if (key == "data_offsets") offsets = ReadNumbers(ref reader, $"{what}: data_offsets", 2);
            else reader.Skip();
        }
        Expect(type is not null && shape is not null && offsets is { Count: 2 }, $"{what} needs dtype, shape and two data_offsets.");
        var (start, end) = (offsets![0], offsets[1]);
        Expect(start <= end && end <= long.MaxValue - FirstByte, $"{what} ends before it starts: data_offsets are {start} and {end}.");
        Expect(Bytes(type!.Value, shape!) == end - start, $"{what} has {end - start} bytes; a {type} of [{string.Join(", ", shape!)}] has another number.");
        return new(name, type.Value, shape!, FirstByte + start, end - start);
    }

    private static SafetensorsType ReadType(ref Utf8JsonReader reader, string what)
    {
        var name = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        Expect(Enum.GetNames<SafetensorsType>().Contains(name), $"{what}: expected a dtype of {string.Join(", ", Enum.GetNames<SafetensorsType>())}; got '{Short(name)}'.");
        return Enum.Parse<SafetensorsType>(name);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string what, int most)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray, $"{what} is not a list.");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var value = -1L;
            Expect(reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value) && value >= 0, $"{what} has something that is not a whole number from 0.");
            Expect(numbers.Count < most, $"{what} has more than {most} numbers.");
            numbers.Add(value);
        }
        return numbers;
    }

    // -1 where the product is more than a number can hold; a size of 0 does not excuse the others, for strides are products too.
    private static long Bytes(SafetensorsType type, List<long> shape)
    {
        var bytes = (Int128)type.Size();
        foreach (var size in shape)
        {
            bytes *= Math.Max(size, 1);
            if (bytes > long.MaxValue) return -1;
        }
        return shape.Contains(0) ? 0 : (long)bytes;
    }

    // The format wants every byte to belong to exactly one tensor.
    private void CheckCoverage(long dataLength)
    {
        var (next, before) = (FirstByte, "the header");
        foreach (var entry in _entries.Values.OrderBy(entry => entry.Start).ThenBy(entry => entry.Length))
        {
            var name = $"the tensor '{Short(entry.Name)}'";
            Expect(entry.Start >= next, $"{name} overlaps {before}.");
            Expect(entry.Start == next, $"{entry.Start - next} bytes between {before} and {name} belong to no tensor.");
            (next, before) = (entry.Start + entry.Length, name);
            Expect(next - FirstByte <= dataLength, $"{name} ends {next - FirstByte - dataLength} bytes after the file.");
        }
        Expect(next - FirstByte == dataLength, $"{dataLength - (next - FirstByte)} bytes at the end belong to no tensor.");
    }

    private static string Short(string name) => name.Length > 100 ? name[..100] + "…" : name;

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidDataException(otherwise);
    }
}
