using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Writes safetensors files (huggingface/safetensors, format documentation). A file appears whole or not at all.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes tensors, replacing a file of that name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Tensors on any device, by name.</param>
    /// <param name="metadata">Texts to leave in the header.</param>
    /// <exception cref="ArgumentException">A name comes twice, or the format has no such elements.</exception>
    public static void Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        Write(path, tensors.Select(pair => SafetensorsArray.Of(pair.Name, pair.Tensor)), metadata);

    /// <summary>Writes arrays, replacing a file of that name. Needs no engine unless an array is a tensor.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays; the same arrays give the same bytes in any order.</param>
    /// <param name="metadata">Texts to leave in the header.</param>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    public static void Write(string path, IEnumerable<SafetensorsArray> arrays, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // Wider elements first: then each array begins at a multiple of its element's size.
        var ordered = arrays.OrderByDescending(array => array.Type.Size()).ThenBy(array => array.Name, StringComparer.Ordinal).ToList();
        Check(ordered);
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Write(temporary, Header(ordered, metadata), ordered);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void Check(List<SafetensorsArray> arrays)
    {
        var twice = arrays.GroupBy(array => array.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ArgumentException($"Expected each name once; got '{twice.Key}' {twice.Count()} times.");
        if (arrays.Exists(array => array.Name == SafetensorsHeader.MetadataKey))
            throw new ArgumentException($"Expected names of tensors; '{SafetensorsHeader.MetadataKey}' is the format's own.");
    }

    private static void Write(string path, ReadOnlySpan<byte> header, List<SafetensorsArray> arrays)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        file.Write(length);
        file.Write(header);
        foreach (var array in arrays) array.WriteTo(file);
        file.Flush(flushToDisk: true);
    }

    private static byte[] Header(List<SafetensorsArray> arrays, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Header(json, arrays, metadata);
        var padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        return [.. buffer.WrittenSpan, .. Encoding.ASCII.GetBytes(new string(' ', padding))];
    }

    private static void Header(Utf8JsonWriter json, List<SafetensorsArray> arrays, IReadOnlyDictionary<string, string>? metadata)
    {
        json.WriteStartObject();
        if (metadata is { Count: > 0 })
        {
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach (var (key, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, text);
            json.WriteEndObject();
        }
        var start = 0L;
        foreach (var array in arrays) start = Entry(json, array, start);
        json.WriteEndObject();
    }

    private static long Entry(Utf8JsonWriter json, SafetensorsArray array, long start)
    {
        var end = start + array.Length;
        json.WriteStartObject(array.Name);
        json.WriteString("dtype", array.Type.ToString());
        Numbers(json, "shape", array.Shape);
        Numbers(json, "data_offsets", [start, end]);
        json.WriteEndObject();
        return end;
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
