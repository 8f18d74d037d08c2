using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Eegavi.Compat.MachineLearning.Tests.Transforms;

public class NumberTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _rows;

    // The third slot never changes; the second misses a number.
    public NumberTests() => _rows = _ml.Data.LoadFromEnumerable(new List<Row>
    {
        new() { Values = [-4, 1, 5], One = 1 },
        new() { Values = [0, float.NaN, 5], One = 2 },
        new() { Values = [2, 3, 5], One = 6 },
    });

    [Theory]
    [InlineData(true, "-1,0.33333334,0 0,NaN,0 0.5,1,0")]
    [InlineData(false, "0,0,0 0.6666667,NaN,0 1,1,0")]
    public void NormalizeMinMax_PutsEachSlotIntoItsRange(bool fixZero, string expected) =>
        Values(_ml.Transforms.NormalizeMinMax("Values", fixZero: fixZero)).Should().Be(expected);

    [Fact]
    public void NormalizeMeanVariance_CentresWhereZeroMayMove()
    {
        var normalized = Normalized(_ml.Transforms.NormalizeMeanVariance("One", fixZero: false)).GetColumn<double>("One").ToArray();
        normalized.Average().Should().BeApproximately(0, 1e-12);
        normalized.Average(x => x * x).Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void NormalizeMeanVariance_Usually_DividesByTheRootMeanSquare()
    {
        var rms = Math.Sqrt((1 + 4 + 36) / 3.0);
        Normalized(_ml.Transforms.NormalizeMeanVariance("One")).GetColumn<double>("One").Should().Equal([1 / rms, 2 / rms, 6 / rms], (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void NormalizeMeanVariance_WithCdf_GivesShares() => Normalized(_ml.Transforms.NormalizeMeanVariance("One", useCdf: true)).GetColumn<double>("One")
        .Should().BeInAscendingOrder().And.OnlyContain(share => share > 0 && share < 1);

    [Fact]
    public void Normalizer_TellsWhatItLearned()
    {
        var fitted = _ml.Transforms.NormalizeMinMax([new("Values"), new("One")], fixZero: false).Fit(_rows);
        var values = (NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>>)fitted.GetNormalizerModelParameters(0);
        values.Offset.Should().Equal(-4, 1, 0);
        values.Scale.Should().Equal(1 / 6f, 1 / 2f, 0);
        ((NormalizingTransformer.AffineNormalizerModelParameters<double>)fitted.GetNormalizerModelParameters(1)).Scale.Should().Be(1 / 5.0);
        fitted.Transform(_rows).Schema["Values"].IsNormalized().Should().BeTrue();
    }

    [Fact]
    public void Normalize_VectorsOfUnknownSize_IsRefused()
    {
        var rows = _ml.Data.LoadFromEnumerable(new[] { new Loose { Values = [1] } });
        _ml.Transforms.NormalizeMeanVariance("Values").Invoking(estimator => estimator.Fit(rows))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*expected Vector<Single>, got VarVector<Single>*");
    }

    [Theory]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.DefaultValue, "0")]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Mean, "2")]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Minimum, "1")]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Maximum, "3")]
    public void ReplaceMissingValues_FillsASlotFromItsOwnNumbers(MissingValueReplacingEstimator.ReplacementMode mode, string second) =>
        Values(_ml.Transforms.ReplaceMissingValues("Values", replacementMode: mode)).Should().Be($"-4,1,5 0,{second},5 2,3,5");

    [Fact]
    public void ReplaceMissingValues_FromAllSlots_TakesOneNumber() =>
        Values(_ml.Transforms.ReplaceMissingValues("Values", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Minimum, imputeBySlot: false))
            .Should().Be("-4,1,5 0,-4,5 2,3,5");

    private IDataView Normalized(IEstimator<ITransformer> estimator) => estimator.Fit(_rows).Transform(_rows);

    private string Values(IEstimator<ITransformer> estimator) =>
        string.Join(" ", Normalized(estimator).GetColumn<float[]>("Values").Select(row => string.Join(",", row)));

    private sealed class Row
    {
        [VectorType(3)] public float[] Values { get; set; }
        public double One { get; set; }
    }

    private sealed class Loose
    {
        public float[] Values { get; set; }
    }
}
