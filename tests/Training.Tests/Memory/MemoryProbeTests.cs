using Eegavi.Training.Memory;

namespace Eegavi.Training.Tests.Memory;

public class MemoryProbeTests
{
    private const long MiB = 1 << 20;
    private readonly List<(int Rows, bool Trains)> _asked = [];

    // 100 MiB when built; then 10 MiB and 3 for each row.
    private MemoryProbe Probe(double secondsPerRow = 0.001, long memory = 1L << 40) => new(
        (rows, trains) =>
        {
            _asked.Add((rows, trains));
            return Task.FromResult(new TrialResult(rows, 100 * MiB, (110 + 3L * rows) * MiB, rows * secondsPerRow));
        },
        memory);

    [Fact]
    public async Task CheapModel_IsTriedWithTheRowsThatAreAskedAbout()
    {
        var line = await Probe().TryAsync(64, trains: true);
        _asked.Should().Equal((2, true), (64, true));
        line.PerRow.Should().Be(3 * MiB);
        line.Over(64).Should().Be((10 + 3 * 64) * MiB);
        line.Over(200).Should().Be((10 + 3 * 200) * MiB);
    }

    [Fact]
    public async Task SlowModel_IsTriedWithFewRows()
    {
        var line = await Probe(secondsPerRow: 1).TryAsync(64, trains: false);
        _asked.Should().Equal((1, false), (16, false));
        line.Over(64).Should().Be((10 + 3 * 64) * MiB, "the line goes on");
    }

    [Fact]
    public async Task LargeModel_StaysWithinTheMemoryGiven()
    {
        await Probe(memory: 48 * MiB).TryAsync(64, trains: true);
        _asked.Should().Equal((2, true), (6, true));
    }

    [Fact]
    public async Task NoMoreThanTheFewest_StillGivesALine()
    {
        await Probe(secondsPerRow: 1000).TryAsync(1, trains: true);
        _asked.Should().Equal((2, true), (4, true));
    }

    [Theory]
    [InlineData(13, 1)]
    [InlineData(310, 100)]
    [InlineData(309, 99)]
    [InlineData(12, 0)]
    public async Task MostRows_AreThoseThatFit(long megabytes, int rows) => (await Probe().TryAsync(8, trains: false)).MostRows(megabytes * MiB).Should().Be(rows);

    [Fact]
    public void Spread_ThatWouldMakeRowsCostLessThanNothing_IsNone()
    {
        var line = new MemoryLine(new(2, 100, 112, 1), new(4, 100, 110, 1));
        (line.PerRow, line.Over(1000), line.MostRows(10), line.MostRows(9)).Should().Be((0, 10L, (int?)null, (int?)0));
    }
}
