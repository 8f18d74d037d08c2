using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Eegavi.Data.Writers;

/// <summary>What an EDF file says of itself.</summary>
public sealed record EdfWriterOptions
{
    /// <summary>Length of one data record in seconds; every rate times it must be a whole number.</summary>
    public double RecordSeconds { get; init; } = 1;

    /// <summary>The subject, up to 80 characters. EDF+ wants code, sex, birthdate and name; <c>X</c> = not told.</summary>
    public string Patient { get; init; } = "X X X X";

    /// <summary>The recording, up to 80 characters.</summary>
    public string Recording { get; init; } = "Startdate X X X X";

    /// <summary>Time of the first sample.</summary>
    public DateTime Started { get; init; } = new(2000, 1, 1);

    /// <summary>Physical range of each channel by name; a channel that is absent gets the range of its samples.</summary>
    public IReadOnlyDictionary<string, (double Minimum, double Maximum)> Ranges { get; init; } = new Dictionary<string, (double, double)>();
}

/// <summary>Writes signals as EDF, or as EDF+C when there are annotations: 16-bit samples, each channel over its own physical range.</summary>
/// <remarks>Kemp et al. 1992; Kemp and Olivan 2003 (EDF+). A sample outside its range is written as the nearest end. The last record is filled with each channel's last sample.</remarks>
public static class EdfWriter
{
    private const int Minimum = short.MinValue, Maximum = short.MaxValue;

    /// <summary>Writes <paramref name="signals"/>, each with its own rate; the file appears under its name when complete.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="signals">Signals that start at second 0; channel names and units are printable ASCII.</param>
    /// <param name="options">Header fields; null = the defaults.</param>
    /// <param name="annotations">Notes in seconds since the first sample.</param>
    /// <exception cref="ArgumentException">A rate does not fit the record length, a name does not fit its field, a sample is not finite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Signal> signals, EdfWriterOptions? options = null, IReadOnlyList<Annotation>? annotations = null)
    {
        options ??= new EdfWriterOptions();
        var channels = signals.SelectMany(s => s.Channels.Select((name, c) => Plan(name, s, s.Samples[c], options))).ToList();
        if (channels.Count == 0) throw new ArgumentException("Expected at least one channel to write; got none.", nameof(signals));
        var records = channels.Max(c => (c.Samples.Length + c.PerRecord - 1) / c.PerRecord);
        var notes = annotations is null ? null : EdfNotes.Lay(annotations, records, options.RecordSeconds);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Header(channels, records, options, notes));
            WriteRecords(stream, channels, records, notes);
        });
    }

    private static Channel Plan(string name, Signal signal, float[] samples, EdfWriterOptions options)
    {
        var perRecord = signal.RateHz * options.RecordSeconds;
        if (perRecord < 1 || Math.Abs(perRecord - Math.Round(perRecord)) > 1e-6)
            throw new ArgumentException($"Channel '{name}': expected a whole number of samples in a record of {options.RecordSeconds} s; {signal.RateHz} Hz gives {perRecord:G6}; choose another record length.");
        if (signal.StartSeconds != 0)
            throw new ArgumentException($"Channel '{name}': expected a signal that starts at second 0; it starts at {signal.StartSeconds}.");
        var (low, high) = options.Ranges.TryGetValue(name, out var range) ? range : RangeOf(name, samples);
        if (!(low < high)) throw new ArgumentException($"Channel '{name}': expected a physical range with minimum < maximum; got {low} to {high}.");
        return new Channel(name, signal.Unit, samples, (int)Math.Round(perRecord), EdfNumber.Below(low), EdfNumber.Above(high));
    }

    private static (double, double) RangeOf(string name, float[] samples)
    {
        float low = 0, high = 0;
        foreach (var value in samples)
        {
            if (!float.IsFinite(value)) throw new ArgumentException($"Channel '{name}': expected finite samples; got {value}; EDF cannot hold it.");
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        return low < high ? (low, high) : (-1, 1);
    }

    private static byte[] Header(List<Channel> channels, int records, EdfWriterOptions options, EdfNotes? notes)
    {
        var count = channels.Count + (notes is null ? 0 : 1);
        var text = new StringBuilder(256 * (count + 1));
        void Field(string value, int width) => text.Append(Ascii(value, width));
        void Each(int width, Func<Channel, string> value, string note)
        {
            foreach (var channel in channels) Field(value(channel), width);
            if (notes is not null) Field(note, width);
        }
        Field("0", 8);
        Field(options.Patient, 80);
        Field(options.Recording, 80);
        Field(options.Started.ToString("dd.MM.yyHH.mm.ss", CultureInfo.InvariantCulture), 16);
        Field(EdfNumber.Text(256 * (count + 1)), 8);
        Field(notes is null ? "" : "EDF+C", 44);
        Field(EdfNumber.Text(records), 8);
        Field(EdfNumber.Text(options.RecordSeconds), 8);
        Field(EdfNumber.Text(count), 4);
        Each(16, c => c.Name, "EDF Annotations");
        Each(80, _ => "", "");
        Each(8, c => c.Unit, "");
        Each(8, c => EdfNumber.Text(c.Low), "-1");
        Each(8, c => EdfNumber.Text(c.High), "1");
        Each(8, _ => EdfNumber.Text(Minimum), EdfNumber.Text(Minimum));
        Each(8, _ => EdfNumber.Text(Maximum), EdfNumber.Text(Maximum));
        Each(80, _ => "", "");
        Each(8, c => EdfNumber.Text(c.PerRecord), EdfNumber.Text((notes?.BytesPerRecord ?? 0) / 2));
        Each(32, _ => "", "");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string Ascii(string value, int width)
    {
        if (value.Length > width || value.Any(c => c is < ' ' or > '~'))
            throw new ArgumentException($"Expected at most {width} printable ASCII characters in an EDF field; got '{value}'.");
        return value.PadRight(width);
    }

    private static void WriteRecords(Stream stream, List<Channel> channels, int records, EdfNotes? notes)
    {
        var buffer = new byte[2 * channels.Max(c => c.PerRecord)];
        for (var record = 0; record < records; record++)
        {
            foreach (var channel in channels) WriteChannel(stream, channel, record, buffer);
            if (notes is not null) stream.Write(notes.Record(record));
        }
    }

    private static void WriteChannel(Stream stream, Channel channel, int record, byte[] buffer)
    {
        var scale = (Maximum - Minimum) / (channel.High - channel.Low);
        for (var i = 0; i < channel.PerRecord; i++)
        {
            var at = Math.Min(record * channel.PerRecord + i, channel.Samples.Length - 1);
            var physical = at < 0 ? 0.0 : channel.Samples[at];
            if (!double.IsFinite(physical)) throw new ArgumentException($"Channel '{channel.Name}': expected finite samples; got {physical} at {at}; EDF cannot hold it.");
            var digital = Math.Clamp(Math.Round((physical - channel.Low) * scale) + Minimum, Minimum, Maximum);
            BinaryPrimitives.WriteInt16LittleEndian(buffer.AsSpan(2 * i), (short)digital);
        }
        stream.Write(buffer, 0, 2 * channel.PerRecord);
    }

    private sealed record Channel(string Name, string Unit, float[] Samples, int PerRecord, double Low, double High);
}
