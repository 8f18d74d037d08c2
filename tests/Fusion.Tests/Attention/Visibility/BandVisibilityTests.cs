using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class BandVisibilityTests
{
    [Theory]
    [InlineData(0.5, 0, 1.0, 0, true)]      // at the edge
    [InlineData(0.5, 0, 1.001, 0, false)]   // just outside
    [InlineData(0.5, 0, 0.0, 0, true)]
    [InlineData(1.5, 0, 3.0, 1, true)]      // a long key reaches further by its span
    [InlineData(1.5, 1, 3.0, 0, true)]      // and so does a long query
    [InlineData(1.5, 1, 3.0, 1, false)]     // but two long tokens do not
    [InlineData(100.1, 0, 100.6, 0, true)]  // 0.5000003 in float32
    public void Forward_HalfASecond_ShowsWhatIsInside(double query, double querySpan, double key, double keySpan, bool visible) =>
        See(new() { Seconds = 0.5 }, At(query, querySpan), At(key, keySpan)).Should().Be(visible);

    [Theory]
    [InlineData(8.0, true)]
    [InlineData(8.1, false)]
    public void Forward_UnitsOfTwoSeconds_CountUnits(double key, bool visible) =>
        See(new() { Units = 4, UnitSeconds = 2 }, At(0, 0), At(key, 0)).Should().Be(visible);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Forward_TimelessTokens_SeeAndAreSeen(bool query, bool key) =>
        See(new() { Seconds = 0.5 }, At(0, 0, query), At(100, 0, key)).Should().BeTrue();

    [Fact]
    public void Forward_SeveralTokens_ComparesEachWithEach()
    {
        var visible = new BandVisibility(new() { Seconds = 1 }).call(Tokens.Random(2, 3, 4), Tokens.Random(2, 5, 4)).Visible!;
        visible.shape.Should().Equal(2, 3, 5);
        visible.sum().ToInt64().Should().Be(2 * (2 + 3 + 3));
    }

    [Fact]
    public void Options_SecondsAndUnits_AreRefused()
    {
        var options = new BandVisibilityOptions { Seconds = 1, Units = 2 };
        Validator.TryValidateObject(options, new(options), null, true).Should().BeFalse();
    }

    private static bool See(BandVisibilityOptions options, TokenSequence query, TokenSequence key) =>
        new BandVisibility(options).call(query, key).Visible!.ToBoolean();

    private static TokenSequence At(double seconds, double span, bool timeless = false) => new()
    {
        Values = zeros(1, 1, 4),
        Valid = ones([1, 1], ScalarType.Bool),
        Seconds = full([1, 1], seconds, ScalarType.Float32),
        Span = full([1, 1], span, ScalarType.Float32),
        Item = zeros([1, 1], ScalarType.Int64),
        Timeless = timeless ? ones([1, 1], ScalarType.Bool) : null,
    };
}
