namespace Eegavi.Losses.Tests.Contrastive;

public class StimulusSpanTests
{
    [Theory]
    [InlineData("film", 4, 12, true)]
    [InlineData("film", 7.9, 8, true)]
    [InlineData("film", 8, 16, false)]
    [InlineData("film", -4, 0, false)]
    [InlineData("clip", 0, 8, false)]
    public void Overlaps_NeedsTheSameStimulusAndACommonStretch(string stimulus, double start, double stop, bool expected)
    {
        var seen = new StimulusSpan("film", 0, 8);
        var other = new StimulusSpan(stimulus, start, stop);
        seen.Overlaps(other).Should().Be(expected);
        other.Overlaps(seen).Should().Be(expected);
    }
}
