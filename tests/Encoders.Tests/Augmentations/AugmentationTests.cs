using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests.Augmentations;

public class AugmentationTests
{
    // B = 400 rows, C = 3 channels, S = 20 samples at 10 Hz; the last 4 samples of odd rows are not real.
    private static ModalityWindow Signal()
    {
        manual_seed(1);
        var window = Windows.Random([400, 3, 20], 20, period: 0.1);
        var odd = arange(400).remainder(2).eq(1).unsqueeze(1);
        return window.With(valid: odd.logical_and(arange(20).ge(16)).logical_not());
    }

    [Fact]
    public void EegNoise_HasItsSizeInMicrovolts()
    {
        var window = Signal();
        var noise = new EegNoise(new() { Microvolts = 7 }).Change(window).Values - window.Values;
        noise.std().ToDouble().Should().BeApproximately(7, 0.1);
        noise.mean().ToDouble().Should().BeApproximately(0, 0.2);
    }

    [Fact]
    public void AudioNoise_LiesBelowTheRowByItsDecibels()
    {
        var window = Signal();
        var loud = window.With(window.Values * (arange(400, ScalarType.Float32) + 1).reshape(-1, 1, 1));
        var noise = new AudioNoise(new() { Decibels = 10 }).Change(loud).Values - loud.Values;
        var ratio = noise.pow(2).flatten(1).mean([1]) / loud.Values.pow(2).flatten(1).mean([1]);
        ratio.mean().ToDouble().Should().BeApproximately(0.1, 0.01);
    }

    [Fact]
    public void AudioNoise_TakesNoPartFromWhatIsNotReal()
    {
        var window = Signal();
        var poisoned = window.With(window.Values.masked_fill(window.Valid.logical_not().unsqueeze(1), float.NaN));
        var changed = new AudioNoise(new()).Change(poisoned).Values;
        changed.isfinite().any(1).equal(window.Valid).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Gain_IsOneFactorForARow()
    {
        var window = Signal();
        var factor = (new Gain(new() { Decibels = 6 }).Change(window).Values / window.Values).flatten(1);
        (factor.amax([1]) - factor.amin([1])).max().ToDouble().Should().BeLessThan(1e-3);
        factor.max().ToDouble().Should().BeInRange(1.8, 1.9953);
        factor.min().ToDouble().Should().BeInRange(0.5011, 0.55);
    }

    [Fact]
    public void ChannelDrop_SilencesWholeChannels()
    {
        var window = Signal();
        var silent = new ChannelDrop(new() { Channels = 0.3 }).Change(window).Values.eq(0);
        silent.all(2).to_type(ScalarType.Float32).mean().ToDouble().Should().BeApproximately(0.3, 0.04);
        silent.any(2).equal(silent.all(2)).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void TimeShift_MovesValuesAndMasksAlike()
    {
        var window = Signal();
        // Each value tells its step.
        var steps = window.With(arange(20, ScalarType.Float32).expand(400, 3, 20).contiguous());
        var moved = new TimeShift(new() { Seconds = 0.5 }).Change(steps);
        moved.Seconds.equal(window.Seconds).all().ToBoolean().Should().BeTrue();
        var by = (arange(20, ScalarType.Float32) - moved.Values.select(1, 0)).masked_fill(moved.Valid.logical_not(), 0);
        var shift = by.amax([1]) + by.amin([1]);
        shift.abs().max().ToDouble().Should().Be(5, "half a second at 10 Hz");
        shift.unique().output.numel().Should().Be(11);
        var even = moved.Valid.sum(1).index_select(0, arange(0, 400, 2));
        even.equal(20 - shift.abs().index_select(0, arange(0, 400, 2)).to_type(ScalarType.Int64)).all().ToBoolean().Should().BeTrue("what comes from outside is not there");
    }

    [Fact]
    public void TimeShift_OfTokens_TakesTheSecondAxis()
    {
        manual_seed(2);
        var window = Windows.Random([50, 6, 4], 6);
        var moved = new TimeShift(new() { Seconds = 2 }).Change(window);
        var first = moved.Values[0, TensorIndex.Colon, 0];
        var k = Enumerable.Range(-2, 5).Single(k => Enumerable.Range(0, 6).Where(t => t - k is >= 0 and < 6).All(t => first[t].ToSingle() == window.Values[0, t - k, 0].ToSingle()));
        moved.Valid[0].sum().ToInt64().Should().Be(6 - Math.Abs(k));
    }

    [Fact]
    public void ImageFlip_MirrorsEveryPicture()
    {
        var window = Windows.Random([2, 3, 3, 4, 5], 3);
        var flipped = new ImageFlip().Change(window);
        flipped.Values[1, 2, 0, 3, 0].ToSingle().Should().Be(window.Values[1, 2, 0, 3, 4].ToSingle());
        FluentActions.Invoking(() => new ImageFlip().Change(Signal())).Should().Throw<ArgumentException>().WithMessage("Expected pictures*");
    }

    [Fact]
    public void Every_LeavesItsWindowAlone_AndRepeatsFromASeed()
    {
        IAugmentation[] all = [new EegNoise(new()), new AudioNoise(new()), new Gain(new()), new ChannelDrop(new()), new TimeShift(new() { Seconds = 1 })];
        foreach (var augmentation in all)
        {
            var window = Signal();
            var (values, valid) = (window.Values.clone(), window.Valid.clone());
            manual_seed(3);
            var once = augmentation.Change(window);
            manual_seed(3);
            var again = augmentation.Change(window);

            once.Values.Should().Match<Tensor>(v => v.equal(again.Values).all().ToBoolean() && !v.equal(values).all().ToBoolean());
            window.Values.equal(values).all().ToBoolean().Should().BeTrue();
            window.Valid.equal(valid).all().ToBoolean().Should().BeTrue();
        }
    }
}
