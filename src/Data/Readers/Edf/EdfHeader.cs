using System.Globalization;

namespace Eegavi.Data.Readers.Edf;

/// <summary>The header of an EDF, EDF+, BDF or BDF+ file.</summary>
internal sealed record EdfHeader
{
    private const int Block = 256;
    private static readonly int[] Widths = [16, 80, 8, 8, 8, 8, 8, 80, 8, 32];

    /// <summary>Bytes of one stored number: 2 (EDF) or 3 (BDF).</summary>
    public required int SampleBytes { get; init; }

    /// <summary>True where records may leave gaps between them (EDF+D).</summary>
    public required bool Discontinuous { get; init; }

    /// <summary>Bytes before the first data record.</summary>
    public required int HeaderBytes { get; init; }

    /// <summary>Data records in the file.</summary>
    public required long Records { get; init; }

    /// <summary>Seconds of one data record.</summary>
    public required double RecordSeconds { get; init; }

    /// <summary>Bytes of one data record.</summary>
    public required long RecordBytes { get; init; }

    /// <summary>Time of the first record; null where the field is malformed.</summary>
    public required DateTime? Started { get; init; }

    /// <summary>All channels.</summary>
    public required IReadOnlyList<EdfChannel> Channels { get; init; }

    /// <summary>What is odd, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Samples per second of a channel.</summary>
    public double RateHz(EdfChannel channel) => channel.SamplesPerRecord / RecordSeconds;

    /// <summary>Whether bytes begin like EDF or BDF.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && (bytes[..8].SequenceEqual("0       "u8) || IsBdf(bytes));

    /// <summary>Parses and checks a header against the length of its file; allocates no more than the header's own size.</summary>
    /// <param name="stream">The file, at its start; its length is that of the file.</param>
    /// <param name="path">For messages.</param>
    /// <param name="maximumChannels">More channels than this are refused.</param>
    /// <exception cref="InvalidDataException">The header is malformed, or the file is cut short.</exception>
    public static EdfHeader Parse(Stream stream, string path, int maximumChannels)
    {
        var main = Bytes(stream, Block, path);
        if (!Begins(main)) throw new InvalidDataException($"{path}: expected an EDF or BDF file; its first bytes are of another format.");
        var fields = new EdfFields(main, path);
        var count = fields.Whole(252, 4, "number of channels", 1, maximumChannels);
        var headerBytes = fields.Whole(184, 8, "header length", Block * (count + 1), Block * (count + 1));
        var seconds = fields.Number(244, 8, "record length in seconds");
        var reserved = fields.Text(192, 44);
        var header = new EdfHeader
        {
            SampleBytes = IsBdf(main) ? 3 : 2,
            Discontinuous = reserved.StartsWith("EDF+D", StringComparison.Ordinal) || reserved.StartsWith("BDF+D", StringComparison.Ordinal),
            HeaderBytes = headerBytes,
            Records = fields.Whole(236, 8, "number of records", -1, int.MaxValue),
            RecordSeconds = seconds,
            RecordBytes = 0,
            Started = Start(fields),
            Channels = [],
            Warnings = [],
        };
        return header.WithChannels(new EdfFields(Bytes(stream, Block * count, path), path), count).Checked(stream.Length, path);
    }

    private static bool IsBdf(ReadOnlySpan<byte> bytes) => bytes[0] == 0xFF && bytes[1..8].SequenceEqual("BIOSEMI"u8);

    private static byte[] Bytes(Stream stream, int count, string path)
    {
        var bytes = new byte[count];
        var got = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return got == count ? bytes : throw new InvalidDataException($"{path}: expected a header of {stream.Position - got + count} bytes, found {stream.Length}: the file is cut short; copy it again.");
    }

    private static DateTime? Start(EdfFields fields) =>
        DateTime.TryParseExact(fields.Text(168, 8) + fields.Text(176, 8), "dd.MM.yyHH.mm.ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            ? start.Year >= 2085 ? start.AddYears(-100) : start.Year < 1985 ? start.AddYears(100) : start
            : null;

    private EdfHeader WithChannels(EdfFields fields, int count)
    {
        var starts = new int[Widths.Length + 1];
        for (var f = 0; f < Widths.Length; f++) starts[f + 1] = starts[f] + Widths[f] * count;
        int At(int field, int c) => starts[field] + Widths[field] * c;
        var labels = Enumerable.Range(0, count).Select(c => fields.Text(At(0, c), 16)).ToList();
        var names = Unique(labels);
        var channels = new List<EdfChannel>(count);
        long offset = 0;
        for (var c = 0; c < count; c++)
        {
            var limit = SampleBytes == 3 ? 1 << 23 : 1 << 15;
            var what = $"channel '{labels[c]}': ";
            channels.Add(new EdfChannel
            {
                Label = labels[c],
                Name = names[c],
                Unit = fields.Text(At(2, c), 8),
                PhysicalMinimum = fields.Number(At(3, c), 8, what + "physical minimum"),
                PhysicalMaximum = fields.Number(At(4, c), 8, what + "physical maximum"),
                DigitalMinimum = fields.Whole(At(5, c), 8, what + "digital minimum", -limit, limit),
                DigitalMaximum = fields.Whole(At(6, c), 8, what + "digital maximum", -limit, limit),
                SamplesPerRecord = fields.Whole(At(8, c), 8, what + "samples in a record", 0, int.MaxValue),
                Offset = offset,
            });
            offset += (long)channels[c].SamplesPerRecord * SampleBytes;
        }
        return this with { Channels = channels, RecordBytes = offset };
    }

    private EdfHeader Checked(long length, string path)
    {
        var signals = Channels.Where(c => !c.IsAnnotations).ToList();
        if (RecordBytes == 0) throw new InvalidDataException($"{path}: expected samples in its data records; every channel has 0.");
        if (RecordBytes > int.MaxValue) throw new InvalidDataException($"{path}: expected data records of less than 2 GiB; the header asks for {RecordBytes} bytes; it is damaged.");
        if (signals.Any(c => c.SamplesPerRecord > 0) && !(RecordSeconds > 0))
            throw new InvalidDataException($"{path}: expected records longer than 0 s; got {RecordSeconds} s.");
        var warnings = signals.Where(c => !c.HasScale)
            .Select(c => $"{path}: channel '{c.Name}' gives no scale (physical {c.PhysicalMinimum} to {c.PhysicalMaximum}, digital {c.DigitalMinimum} to {c.DigitalMaximum}); its stored numbers are returned.").ToList();
        var records = Records >= 0 ? Records : (length - HeaderBytes) / RecordBytes;
        var expected = records * RecordBytes + HeaderBytes;
        if (length < expected)
            throw new InvalidDataException($"{path}: expected {expected} bytes ({records} records of {RecordBytes}), found {length}: the file is cut short; copy it again.");
        if (length > expected) warnings.Add($"{path}: {length - expected} bytes after its last record are ignored.");
        return this with { Records = records, Warnings = warnings };
    }

    private static string[] Unique(List<string> labels)
    {
        var seen = new Dictionary<string, int>();
        var repeated = labels.GroupBy(l => l).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. labels.Select(l => repeated.Contains(l) ? $"{l}-{seen[l] = seen.GetValueOrDefault(l, -1) + 1}" : l)];
    }
}
