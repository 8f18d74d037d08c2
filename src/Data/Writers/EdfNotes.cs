using System.Globalization;
using System.Text;

namespace Eegavi.Data.Writers;

/// <summary>Annotations laid out as EDF+ time-stamped lists, one for each data record.</summary>
internal sealed class EdfNotes
{
    private readonly byte[][] _records;

    private EdfNotes(byte[][] records)
    {
        _records = records;
        BytesPerRecord = (records.Max(r => r.Length) + 1) / 2 * 2;
    }

    /// <summary>Bytes of the annotation channel in each record; even.</summary>
    public int BytesPerRecord { get; }

    /// <summary>Puts each annotation into the record in which it begins.</summary>
    public static EdfNotes Lay(IReadOnlyList<Annotation> annotations, int records, double recordSeconds)
    {
        var lists = Enumerable.Range(0, Math.Max(1, records))
            .Select(r => new StringBuilder($"+{Number(r * recordSeconds)}\x14\x14\0")).ToArray();
        foreach (var note in annotations)
        {
            var record = Math.Clamp((int)(note.StartSeconds / recordSeconds), 0, lists.Length - 1);
            lists[record].Append(Line(note));
        }
        return new EdfNotes([.. lists.Select(l => Encoding.UTF8.GetBytes(l.ToString()))]);
    }

    /// <summary>The bytes of one record, filled with zeros.</summary>
    public byte[] Record(int index)
    {
        var bytes = new byte[BytesPerRecord];
        _records[index].CopyTo(bytes, 0);
        return bytes;
    }

    private static string Line(Annotation note)
    {
        if (note.Text.AsSpan().IndexOfAny('\x14', '\x15', '\0') >= 0)
            throw new ArgumentException($"Expected an annotation without the characters 0, 20 and 21; got '{note.Text}'.");
        var sign = note.StartSeconds < 0 ? "" : "+";
        var duration = note.DurationSeconds > 0 ? $"\x15{Number(note.DurationSeconds)}" : "";
        return $"{sign}{Number(note.StartSeconds)}{duration}\x14{note.Text}\x14\0";
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
