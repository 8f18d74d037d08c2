using System.ComponentModel.DataAnnotations;

namespace Eegavi.Data.Readers.Edf;

/// <summary>Options of <see cref="EdfReader"/>.</summary>
public sealed record EdfReaderOptions : PartOptions<ISignalReader>
{
    /// <summary>A header that claims more channels is refused as damaged. Default 2048.</summary>
    [Range(1, 9999)] public int MaximumChannels { get; init; } = 2048;
}

/// <summary>Reads EDF, EDF+ (with gaps too), BDF and BDF+. Channels keep their own rates; voltages come in µV.</summary>
/// <remarks>
/// Kemp et al. 1992 and Kemp and Olivan 2003 (EDF+); BioSemi's 24-bit BDF. Differs: a channel whose header gives no scale is returned unscaled with a
/// warning, repeated labels get <c>-0</c>, <c>-1</c>, …, and second 0 is the first sample, also where the file starts within a second.
/// </remarks>
[Part("edf")]
public sealed class EdfReader(EdfReaderOptions? options = null) : ISignalReader
{
    private const double Tolerance = 1e-6;
    private readonly EdfReaderOptions _options = options ?? new();

    /// <inheritdoc/>
    public bool CanRead(string path)
    {
        if (!File.Exists(path)) return false;
        using var stream = File.OpenRead(path);
        Span<byte> head = stackalloc byte[8];
        return stream.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8 && EdfHeader.Begins(head);
    }

    /// <inheritdoc/>
    public SignalRecording Read(string path, IReadOnlyList<string>? channels = null, double fromSeconds = 0, double toSeconds = double.PositiveInfinity)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected an EDF or BDF file at '{path}'; there is none.", path);
        using var stream = File.OpenRead(path);
        var header = EdfHeader.Parse(stream, path, _options.MaximumChannels);
        var records = new EdfRecords(stream.SafeFileHandle, header, path);
        var chosen = Chosen(header, channels, path);
        var (notes, onsets) = records.Annotations(out var malformed);
        var start = onsets.Length > 0 ? onsets[0] ?? 0 : 0;
        var stretches = Stretches(header, onsets, start);
        return new SignalRecording
        {
            Signals = [.. chosen.SelectMany(group => stretches.Select(s => Cut(records, path, header, group, s, fromSeconds, toSeconds))).Where(s => s is not null).Select(s => s!)],
            Annotations = [.. notes.Select(n => n with { StartSeconds = n.StartSeconds - start }).OrderBy(n => n.StartSeconds)],
            Seconds = stretches[^1].Start + stretches[^1].Records * header.RecordSeconds,
            Started = header.Started?.AddSeconds(Math.Clamp(start, 0, 1)),
            Warnings = malformed == 0 ? header.Warnings : [.. header.Warnings, $"{path}: {malformed} annotations could not be understood and are left out."],
        };
    }

    private static List<List<EdfChannel>> Chosen(EdfHeader header, IReadOnlyList<string>? names, string path)
    {
        var all = header.Channels.Where(c => !c.IsAnnotations && c.SamplesPerRecord > 0).ToList();
        var chosen = names?.Select(n => Find(all, n, path)).ToList() ?? all;
        return [.. chosen.GroupBy(c => (c.SamplesPerRecord, Units.Of(c.Unit).Name)).Select(g => g.ToList())];
    }

    private static EdfChannel Find(List<EdfChannel> channels, string name, string path) =>
        channels.Find(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? channels.Find(c => string.Equals(c.Label, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidDataException($"{path}: expected a channel '{name}'; it has {string.Join(", ", channels.Select(c => c.Name))}.");

    // Records that follow each other without a gap; a file without gaps is one stretch.
    private static List<Stretch> Stretches(EdfHeader header, double?[] onsets, double start)
    {
        var stretches = new List<Stretch> { new(0, header.Records, 0) };
        if (!header.Discontinuous) return stretches;
        for (var record = 1L; record < onsets.Length; record++)
        {
            var last = stretches[^1];
            var expected = last.Start + (record - last.FirstRecord) * header.RecordSeconds;
            var onset = (onsets[record] ?? expected + start) - start;
            if (Math.Abs(onset - expected) <= Math.Max(Tolerance, header.RecordSeconds * 1e-3)) continue;
            stretches[^1] = last with { Records = record - last.FirstRecord };
            stretches.Add(new Stretch(record, header.Records - record, onset));
        }
        return stretches;
    }

    private static Signal? Cut(EdfRecords records, string path, EdfHeader header, List<EdfChannel> group, Stretch stretch, double from, double to)
    {
        var rate = header.RateHz(group[0]);
        var perRecord = group[0].SamplesPerRecord;
        long Sample(double seconds) => (long)Math.Clamp(Math.Ceiling((seconds - stretch.Start) * rate - Tolerance), 0, (double)(stretch.Records * perRecord));
        var (first, last) = (Sample(from), Sample(to));
        if (last <= first && stretch.Records > 0) return null;
        if (last - first > Array.MaxLength) throw new InvalidDataException($"{path}: expected less than {Array.MaxLength} samples of a channel at once; got {last - first}; ask for a shorter stretch.");
        var samples = group.Select(channel =>
        {
            var values = new float[last - first];
            records.Read(channel, stretch.FirstRecord * perRecord + first, values, Units.Of(channel.Unit).Scale);
            return values;
        }).ToArray();
        return new Signal { Channels = [.. group.Select(c => c.Name)], RateHz = rate, Unit = Units.Of(group[0].Unit).Name, StartSeconds = stretch.Start + first / rate, Samples = samples };
    }

    private sealed record Stretch(long FirstRecord, long Records, double Start);
}
