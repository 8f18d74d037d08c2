using System.Buffers.Binary;
using System.Text;

namespace Eegavi.Data.Writers;

/// <summary>Writes 16-bit PCM WAV piece by piece; the file appears under its name on <see cref="Complete"/>.</summary>
/// <remarks>1.0 is full scale: a sample x becomes round(32768·x), clipped to 16 bits, which is how ffmpeg reads it back.</remarks>
public sealed class WavWriter : IDisposable
{
    private const int HeaderBytes = 44, SampleBytes = 2;
    private readonly AtomicFile _file;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly int _rateHz, _channels;
    private long _bytes;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="rateHz">Samples per second of each channel.</param>
    /// <param name="channels">Channels; samples of one instant follow each other.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public WavWriter(string path, int rateHz, int channels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rateHz);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        (_rateHz, _channels) = (rateHz, channels);
        _file = new AtomicFile(path);
        _file.Stream.Write(Header(0));
    }

    /// <summary>Writes a whole file of one channel.</summary>
    public static void Write(string path, ReadOnlySpan<float> samples, int rateHz)
    {
        using var writer = new WavWriter(path, rateHz);
        writer.Append(samples);
        writer.Complete();
    }

    /// <summary>Adds samples, 1.0 = full scale.</summary>
    /// <exception cref="InvalidOperationException">The file would pass WAV's 4 GiB.</exception>
    public void Append(ReadOnlySpan<float> samples)
    {
        _bytes += (long)samples.Length * SampleBytes;
        if (_bytes > uint.MaxValue - HeaderBytes)
            throw new InvalidOperationException("Expected less than 4 GiB of samples in a WAV file; got more; split the recording.");
        while (samples.Length > 0)
        {
            var count = Math.Min(samples.Length, _buffer.Length / SampleBytes);
            for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt16LittleEndian(_buffer.AsSpan(SampleBytes * i), Quantised(samples[i]));
            _file.Stream.Write(_buffer, 0, count * SampleBytes);
            samples = samples[count..];
        }
    }

    /// <summary>Writes the final header and gives the file its name.</summary>
    public void Complete()
    {
        _file.Stream.Position = 0;
        _file.Stream.Write(Header((uint)_bytes));
        _file.Commit();
    }

    /// <summary>Closes the file; removes it when it was not completed.</summary>
    public void Dispose() => _file.Dispose();

    private static short Quantised(float sample) => (short)Math.Clamp(MathF.Round(32768 * sample), short.MinValue, short.MaxValue);

    private byte[] Header(uint dataBytes)
    {
        var header = new byte[HeaderBytes];
        void Text(int at, string text) => Encoding.ASCII.GetBytes(text, header.AsSpan(at));
        void U32(int at, long value) => BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at), (uint)value);
        void U16(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(at), (ushort)value);
        Text(0, "RIFF");
        U32(4, dataBytes + HeaderBytes - 8);
        Text(8, "WAVEfmt ");
        U32(16, 16);
        U16(20, 1);
        U16(22, _channels);
        U32(24, _rateHz);
        U32(28, (long)_rateHz * _channels * SampleBytes);
        U16(32, _channels * SampleBytes);
        U16(34, 8 * SampleBytes);
        Text(36, "data");
        U32(40, dataBytes);
        return header;
    }
}
