using Eegavi.Training.Monitoring;

namespace Eegavi.Training.Tests.Monitoring;

public class HistogramTests
{
    [Fact]
    public void Of_Values_CountsEachOnce()
    {
        var histogram = Histogram.Of([0, 1, 2, 2, 30, float.NaN])!;

        (histogram.Minimum, histogram.Maximum, histogram.Sum, histogram.SumOfSquares).Should().Be((0.0, 30.0, 35.0, 909.0));
        histogram.Count.Should().Be(5);
        histogram.Limits.Should().HaveCount(30).And.BeInAscendingOrder();
        (histogram.Limits[0], histogram.Counts[0]).Should().Be((1.0, 2L), "the first bucket holds 0 and 1");
        (histogram.Counts[1], histogram.Counts[29]).Should().Be((2L, 1L));
    }

    [Fact]
    public void Of_OneValue_IsInOneBucket() => Histogram.Of([3, 3])!.Counts.Sum().Should().Be(2);

    [Fact]
    public void Of_NothingFinite_IsNothing() => Histogram.Of([float.NaN]).Should().BeNull();
}
