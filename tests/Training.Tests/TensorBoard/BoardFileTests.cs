using System.Buffers.Binary;
using System.Text;
using Eegavi.Training.Monitoring;
using Eegavi.Training.TensorBoard;

namespace Eegavi.Training.Tests.TensorBoard;

public sealed class BoardFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    // RFC 3720, B.4: CRC-32C of 32 bytes of 0 is 0x8a9136aa, of 0xff 0x62a8ab43.
    [Theory]
    [InlineData(0x00, 0x8a9136aa)]
    [InlineData(0xff, 0x62a8ab43)]
    public void MaskedCrc_IsThePublishedOneMasked(byte value, uint crc) =>
        TfRecords.MaskedCrc(Enumerable.Repeat(value, 32).ToArray()).Should().Be(((crc >> 15) | (crc << 17)) + 0xa282ead8);

    [Fact]
    public void Report_AStep_IsDecodedFieldByField()
    {
        using (var board = new BoardFile(_path)) board.Report(Step(300) with { Gradients = new Dictionary<string, double> { ["query"] = 0.25 } });
        var events = Events();

        events.Should().HaveCount(2);
        Encoding.UTF8.GetString((byte[])events[0].Single(f => f.Field == 3).Value).Should().Be("brain.Event:2");
        ((double)events[1].Single(f => f.Field == 1).Value).Should().BeApproximately(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 60);
        events[1].Single(f => f.Field == 2).Value.Should().Be(300UL);
        var values = Values(events[1]);
        values.Keys.Should().BeEquivalentTo("loss/training", "learning/rate", "terms/siglip", "gradients/query");
        values["loss/training"].Single(f => f.Field == 2).Value.Should().Be(1.5f);
        values["gradients/query"].Single(f => f.Field == 2).Value.Should().Be(0.25f);
    }

    [Fact]
    public void Report_HeldBackSubjects_HasADistribution()
    {
        var found = new HeldBackReport { Rows = 9, Loss = 2.5, Histograms = new Dictionary<string, Histogram> { ["embedding/values"] = Histogram.Of([-1, 0, 2])! } };
        using (var board = new BoardFile(_path)) board.Report(Step(4) with { HeldBack = found });
        var values = Values(Events()[1]);

        values.Keys.Should().BeEquivalentTo("loss/held-back", "embedding/values");
        var proto = Fields((byte[])values["embedding/values"].Single(f => f.Field == 5).Value);
        proto.Where(f => f.Field <= 5).Select(f => (double)f.Value).Should().Equal(-1, 2, 3, 1, 5);
        var (limits, counts) = (Doubles(proto.Single(f => f.Field == 6)), Doubles(proto.Single(f => f.Field == 7)));
        limits.Should().HaveCount(30).And.BeInAscendingOrder();
        counts.Should().HaveCount(30).And.Subject.Sum().Should().Be(3);
    }

    [Fact]
    public void Open_AResumedRun_DropsLaterStepsAndHalfARecord()
    {
        using (var board = new BoardFile(_path)) foreach (var step in new[] { 1, 2, 3 }) board.Report(Step(step));
        File.AppendAllText(_path, "half a rec");
        using (var board = new BoardFile(_path, resumedAt: 2)) board.Report(Step(3));

        Events().Skip(1).Select(e => e.Single(f => f.Field == 2).Value).Should().Equal(1UL, 2UL, 3UL);
    }

    [Fact]
    public void Open_ANewRun_BeginsAnew()
    {
        using (var board = new BoardFile(_path)) board.Report(Step(1));
        using (var board = new BoardFile(_path)) board.Report(Step(7));

        Events().Skip(1).Should().ContainSingle().Which.Single(f => f.Field == 2).Value.Should().Be(7UL);
    }

    private static TrainingProgress Step(int step) => new(1, 2, step, 900, 1.5, new Dictionary<string, double> { ["siglip"] = 1.25 }, 0.001, TimeSpan.FromSeconds(1));

    private List<List<(int Field, object Value)>> Events()
    {
        using var file = File.OpenRead(_path);
        var records = TfRecords.Read(file).ToList();
        records[^1].End.Should().Be(file.Length, "every record is whole");
        return [.. records.Select(record => Fields(record.Data))];
    }

    private static Dictionary<string, List<(int Field, object Value)>> Values(List<(int Field, object Value)> e) =>
        Fields((byte[])e.Single(f => f.Field == 5).Value).Select(v => Fields((byte[])v.Value)).ToDictionary(v => Encoding.UTF8.GetString((byte[])v.Single(f => f.Field == 1).Value));

    private static double[] Doubles((int, object Value) field) =>
        [.. ((byte[])field.Value).Chunk(8).Select(bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes))];

    // A reader of its own: what the writer means must not depend on the writer.
    private static List<(int Field, object Value)> Fields(byte[] message)
    {
        var fields = new List<(int, object)>();
        using var reader = new BinaryReader(new MemoryStream(message));
        while (reader.BaseStream.Position < message.Length)
        {
            var key = reader.Read7BitEncodedInt();
            fields.Add((key >> 3, (key & 7) switch
            {
                0 => (ulong)reader.Read7BitEncodedInt64(),
                1 => reader.ReadDouble(),
                2 => reader.ReadBytes(reader.Read7BitEncodedInt()),
                5 => reader.ReadSingle(),
                var kind => throw new InvalidDataException($"kind {kind}"),
            }));
        }
        return fields;
    }
}
