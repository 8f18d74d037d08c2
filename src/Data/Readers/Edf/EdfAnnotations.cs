using System.Globalization;
using System.Text;

namespace Eegavi.Data.Readers.Edf;

/// <summary>Time-stamped annotation lists (TALs) of EDF+ and BDF+.</summary>
internal static class EdfAnnotations
{
    private const byte Separator = 20, BeforeDuration = 21;

    /// <summary>Parses the lists in the annotation bytes of one record. What cannot be understood is skipped and counted.</summary>
    /// <param name="bytes">The record's annotation channel.</param>
    /// <param name="found">Receives annotations with their onsets as in the file.</param>
    /// <param name="malformed">Lists that were skipped.</param>
    /// <returns>The record's own onset: that of its first list; null where there is none.</returns>
    public static double? Parse(ReadOnlySpan<byte> bytes, List<Annotation> found, ref int malformed)
    {
        double? record = null;
        foreach (var range in bytes.Split((byte)0))
        {
            var list = bytes[range];
            if (list.IsEmpty) continue;
            if (!ParseList(list, found, ref record)) malformed++;
        }
        return record;
    }

    private static bool ParseList(ReadOnlySpan<byte> list, List<Annotation> found, ref double? record)
    {
        var end = list.IndexOf(Separator);
        if (end < 0) return false;
        var time = list[..end];
        var duration = 0.0;
        if (time.IndexOf(BeforeDuration) is >= 0 and var cut)
        {
            if (!Number(time[(cut + 1)..], out duration)) return false;
            time = time[..cut];
        }
        if (time.IsEmpty || time[0] is not ((byte)'+' or (byte)'-') || !Number(time, out var onset)) return false;
        record ??= onset;
        foreach (var text in Encoding.UTF8.GetString(list[(end + 1)..]).Split((char)Separator, StringSplitOptions.RemoveEmptyEntries))
            found.Add(new Annotation(onset, duration, text));
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
