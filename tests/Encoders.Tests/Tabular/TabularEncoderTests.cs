using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

// B=3, K=4, E=5.
public sealed class TabularEncoderTests
{
    private readonly TabularEncoder _encoder;
    private readonly ModalityWindow _table;

    public TabularEncoderTests()
    {
        manual_seed(7);
        _encoder = new(new() { Columns = 4, OutputWidth = 5 });
        _table = Windows.Random([3, 4], 4);
    }

    [Fact]
    public void Forward_MakesOneTimelessToken()
    {
        var media = _encoder.call(_table);
        media.Values.shape.Should().Equal(3, 1, 1, 5);
        media.Timeless!.all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Forward_MissingColumn_IsNotTheSameAsZero_AndItsValueDoesNotMatter()
    {
        var zero = _table.Values.clone();
        zero[0, 2] = tensor(0f);
        var missing = _table.Valid.clone();
        missing[0, 2] = tensor(false);
        var nan = _table.Values.clone();
        nan[0, 2] = tensor(float.NaN);
        var absent = _encoder.call(_table.With(nan, missing)).Values;
        absent.ShouldBe(_encoder.call(_table.With(valid: missing)).Values, 0);
        (absent[0] - _encoder.call(_table.With(zero)).Values[0]).abs().max().ToDouble().Should().BeGreaterThan(1e-4);
    }

    [Fact]
    public void Forward_IsRealWhereAnyColumnIs()
    {
        _table.Valid[0, 1..] = tensor(false);
        _table.Valid[2] = tensor(false);
        _encoder.call(_table).Valid.data<bool>().Should().Equal(true, true, false);
    }
}
