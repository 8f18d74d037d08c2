using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>
/// An open safetensors file (huggingface/safetensors, format documentation). Opening reads and checks the header only; each tensor is read when it is asked
/// for. Safe on files from anywhere: a damaged or hostile one is an <see cref="InvalidDataException"/>, and no more memory is taken than the file is long.
/// </summary>
/// <remarks>Plain reads rather than a memory map: a mapped file that shrinks meanwhile kills the process, a read file gives an exception.</remarks>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private const int MostHeaderBytes = 100_000_000;
    private const int Chunk = 1 << 30;
    private readonly SafeFileHandle _file;
    private readonly SafetensorsHeader _header;

    private SafetensorsFile(string path, SafeFileHandle file)
    {
        (FilePath, _file) = (path, file);
        _header = ReadHeader(RandomAccess.GetLength(file));
        Names = [.. _header.Entries.Values.OrderBy(entry => entry.Start).ThenBy(entry => entry.Length).Select(entry => entry.Name)];
    }

    /// <summary>Where it is.</summary>
    public string FilePath { get; }

    /// <summary>Names of the tensors, in the order of their bytes.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Texts that the writer left, by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">It is not a valid safetensors file; says why.</exception>
    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        var file = File.OpenHandle(path);
        try
        {
            return new(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file has a tensor of that name.</summary>
    public bool Contains(string name) => _header.Entries.ContainsKey(name);

    /// <summary>What the file says of a tensor.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    public SafetensorsEntry Info(string name) => _header.Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new KeyNotFoundException($"{FilePath} has no tensor called '{name}'.");

    /// <summary>Reads a tensor into a new tensor on the CPU; it belongs to the caller.</summary>
    public Tensor Read(string name)
    {
        var entry = Info(name);
        var tensor = empty(entry.Shape.ToArray(), dtype: entry.Type.ToScalarType());
        try
        {
            if (entry.Length > 0) Fill(tensor, entry);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor into an array, in row-major order. Needs no engine.</summary>
    /// <typeparam name="T">The element type: <c>float</c> for F32, and so on; <c>byte</c> reads any type as it stands.</typeparam>
    /// <exception cref="ArgumentException">The tensor has other elements.</exception>
    public T[] ReadArray<T>(string name) where T : unmanaged
    {
        var entry = Info(name);
        if (typeof(T) != typeof(byte) && SafetensorsTypes.Of(typeof(T)) != entry.Type)
            throw new ArgumentException($"The tensor '{name}' of {FilePath} is {entry.Type}; got a request for {typeof(T).Name}.");
        if (entry.Length / Unsafe.SizeOf<T>() > Array.MaxLength) throw new ArgumentException($"The tensor '{name}' of {FilePath} is too long for an array: read it as a tensor.");
        var values = new T[entry.Length / Unsafe.SizeOf<T>()];
        // A span of bytes ends at 2 GiB, an array of longer elements does not.
        var step = Chunk / Unsafe.SizeOf<T>();
        for (var first = 0; first < values.Length; first += step)
            ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(first, Math.Min(step, values.Length - first))), entry.Start + ((long)first * Unsafe.SizeOf<T>()));
        return values;
    }

    /// <summary>Closes the file; tensors that were read live on.</summary>
    public void Dispose() => _file.Dispose();

    private void Fill(Tensor tensor, SafetensorsEntry entry)
    {
        using var scope = NewDisposeScope();
        var (flat, size) = (tensor.flatten(), entry.Type.Size());
        for (var first = 0L; first < entry.Count; first += Chunk / size)
        {
            var part = flat.narrow(0, first, Math.Min(Chunk / size, entry.Count - first));
            ReadExactly(part.bytes, entry.Start + (first * size));
        }
    }

    private SafetensorsHeader ReadHeader(long fileLength)
    {
        try
        {
            return Header(fileLength);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{FilePath}: {e.Message}", e);
        }
    }

    private SafetensorsHeader Header(long fileLength)
    {
        if (fileLength < LengthBytes) throw new InvalidDataException($"a safetensors file has at least {LengthBytes} bytes; got {fileLength}.");
        Span<byte> prefix = stackalloc byte[LengthBytes];
        ReadExactly(prefix, 0);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var most = (ulong)Math.Min(MostHeaderBytes, fileLength - LengthBytes);
        if (length > most) throw new InvalidDataException($"expected a header of at most {most} bytes; got {length}. Is this a safetensors file?");
        var json = new byte[length];
        ReadExactly(json, LengthBytes);
        return SafetensorsHeader.Parse(json, LengthBytes + (long)length, fileLength - LengthBytes - (long)length);
    }

    private void ReadExactly(Span<byte> bytes, long start)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file, bytes, start);
            if (read == 0) throw new InvalidDataException($"{FilePath} has become shorter since it was opened.");
            bytes = bytes[read..];
            start += read;
        }
    }
}
