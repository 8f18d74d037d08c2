using Eegavi.Training.Monitoring;

namespace Eegavi.Training.TensorBoard;

/// <summary>TensorBoard's events as bytes: <c>Event { wall_time 1, step 2, file_version 3, summary 5 }</c> of tensorflow/core/util/event.proto.</summary>
internal static class BoardEvent
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, SummaryField = 5;

    /// <summary>The first event of every file.</summary>
    public static byte[] Version(double seconds) => new ProtobufWriter().Double(WallTime, seconds).Text(FileVersion, "brain.Event:2").ToArray();

    /// <summary>Scalars and distributions of a step, by tag.</summary>
    public static byte[] Summary(double seconds, long step, IEnumerable<KeyValuePair<string, double>> scalars, IEnumerable<KeyValuePair<string, Histogram>> histograms)
    {
        var summary = new ProtobufWriter();
        foreach (var (tag, value) in scalars) summary.Message(1, new ProtobufWriter().Text(1, tag).Float(2, (float)value));
        foreach (var (tag, value) in histograms) summary.Message(1, new ProtobufWriter().Text(1, tag).Message(5, Proto(value)));
        return new ProtobufWriter().Double(WallTime, seconds).Number(Step, step).Message(SummaryField, summary).ToArray();
    }

    /// <summary>The step of an event; 0 where it has none.</summary>
    public static long StepOf(ReadOnlySpan<byte> message)
    {
        while (message.Length > 0)
        {
            var key = Varint(ref message);
            if (key == (Step << 3)) return (long)Varint(ref message);
            message = message[((key & 7) switch { 0 => Skip(message), 1 => 8, 5 => 4, _ => Block(message) })..];
        }
        return 0;
    }

    // HistogramProto { min 1, max 2, num 3, sum 4, sum_squares 5, bucket_limit 6, bucket 7 }.
    private static ProtobufWriter Proto(Histogram histogram) => new ProtobufWriter()
        .Double(1, histogram.Minimum).Double(2, histogram.Maximum).Double(3, histogram.Count).Double(4, histogram.Sum).Double(5, histogram.SumOfSquares)
        .Doubles(6, histogram.Limits).Doubles(7, [.. histogram.Counts.Select(count => (double)count)]);

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
            shift += 7;
        }
    }

    private static int Skip(ReadOnlySpan<byte> message)
    {
        var rest = message;
        Varint(ref rest);
        return message.Length - rest.Length;
    }

    private static int Block(ReadOnlySpan<byte> message)
    {
        var rest = message;
        var length = (int)Varint(ref rest);
        return message.Length - rest.Length + length;
    }
}
