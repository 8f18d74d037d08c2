using Microsoft.Win32.SafeHandles;

namespace Eegavi.Data.Readers.Edf;

/// <summary>The data records of an open file.</summary>
/// <param name="file">The file.</param>
/// <param name="header">Its header, checked against the file's length.</param>
/// <param name="path">For messages.</param>
internal sealed class EdfRecords(SafeFileHandle file, EdfHeader header, string path)
{
    /// <summary>Reads every record's annotations.</summary>
    /// <param name="malformed">Lists that could not be understood.</param>
    /// <returns>The annotations, and each record's onset as in the file (null: no annotation channel, or a record without one).</returns>
    public (List<Annotation> Notes, double?[] Onsets) Annotations(out int malformed)
    {
        malformed = 0;
        var notes = new List<Annotation>();
        var channels = header.Channels.Where(c => c.IsAnnotations).ToList();
        if (channels.Count == 0 || header.Records == 0) return (notes, []);
        var onsets = new double?[header.Records];
        foreach (var channel in channels)
        {
            var bytes = new byte[channel.SamplesPerRecord * header.SampleBytes];
            for (long record = 0; record < header.Records; record++)
            {
                Fill(bytes, record, channel);
                var onset = EdfAnnotations.Parse(bytes, notes, ref malformed);
                onsets[record] ??= onset;
            }
        }
        return (notes, onsets);
    }

    /// <summary>Reads samples of one channel in the file's unit times <paramref name="scale"/>.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="first">First sample, counted over the whole file.</param>
    /// <param name="samples">Receives the samples.</param>
    /// <param name="scale">Factor to the wanted unit.</param>
    public void Read(EdfChannel channel, long first, Span<float> samples, double scale)
    {
        if (samples.IsEmpty) return;
        var bytes = new byte[channel.SamplesPerRecord * header.SampleBytes];
        for (var done = 0; done < samples.Length;)
        {
            var (record, skip) = ((first + done) / channel.SamplesPerRecord, (int)((first + done) % channel.SamplesPerRecord));
            Fill(bytes, record, channel);
            var count = Math.Min(channel.SamplesPerRecord - skip, samples.Length - done);
            for (var i = 0; i < count; i++) samples[done + i] = (float)(scale * channel.Physical(Digital(bytes, skip + i)));
            done += count;
        }
    }

    private int Digital(byte[] bytes, int index) => header.SampleBytes == 2
        ? (short)(bytes[2 * index] | bytes[2 * index + 1] << 8)
        : (bytes[3 * index] | bytes[3 * index + 1] << 8 | (sbyte)bytes[3 * index + 2] << 16);

    private void Fill(byte[] bytes, long record, EdfChannel channel)
    {
        var at = header.HeaderBytes + record * header.RecordBytes + channel.Offset;
        for (var total = 0; total < bytes.Length;)
        {
            var count = RandomAccess.Read(file, bytes.AsSpan(total), at + total);
            if (count == 0) throw new InvalidDataException($"{path}: expected bytes at {at + total}; the file ends there: it was cut short while it was read; copy it again.");
            total += count;
        }
    }
}
