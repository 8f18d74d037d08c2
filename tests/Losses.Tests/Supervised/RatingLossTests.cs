using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Supervised;

/// <summary>Losses of ratings by hand. 5 rows, 2 columns; row 1 lacks the first rating, row 4 both.</summary>
public class RatingLossTests
{
    private readonly Tensor _predictions = tensor(new[,] { { 1.0, 2 }, { 3, 0 }, { 2, 5 }, { 4, 1 }, { 9, 9 } }, requires_grad: true);
    private readonly LabelColumn _valence = Column([1, 99, 4, 2, 99], 1, 4);
    private readonly LabelColumn _arousal = Column([2, 1, 3, 5, 99], 4);

    [Fact]
    public void Mse_IsTheMeanOverRatingsThatExist()
    {
        var term = new Mse(new()).forward(Inputs());

        term.Rows.Should().Be(4);
        term.Value!.ToDouble().Should().BeApproximately((0 + 4 + 4 + 0 + 1 + 4 + 16) / 7.0, 1e-12);
    }

    // |d| = 0 2 2 0 1 2 4, δ = 1: 1 within, 2|d| − 1 outside.
    [Fact]
    public void Mse_WithDelta_CountsOutliersLinearly() =>
        new Mse(new() { Delta = 1 }).forward(Inputs()).Value!.ToDouble().Should().BeApproximately((0 + 3 + 3 + 0 + 1 + 3 + 7) / 7.0, 1e-12);

    [Fact]
    public void Ccc_IsTheMeanOverColumns()
    {
        var expected = 1 - (Concordance([1, 2, 4], [1, 4, 2]) + Concordance([2, 0, 5, 1], [2, 1, 3, 5])) / 2;
        new Ccc(new()).forward(Inputs()).Value!.ToDouble().Should().BeApproximately(expected, 1e-9);
    }

    [Fact]
    public void Pearson_DoesNotSeeMeanAndSpread()
    {
        var label = Column([1, 2, 3, 7, 5]);
        var value = new Ccc(new() { Form = AgreementForm.Pearson }).forward(new() { Predictions = tensor(new[,] { { 12.0 }, { 14 }, { 16 }, { 24 }, { 20 } }), Target = label }).Value!;
        value.ToDouble().Should().BeApproximately(0, 1e-9);
    }

    [Fact]
    public void Ccc_AColumnOfEqualRatings_IsLeftOut()
    {
        var equal = Column([3, 3, 3, 3, 3]);
        new Ccc(new()).forward(new() { Predictions = _predictions, Targets = [equal, _arousal] }).Value!.ToDouble()
            .Should().BeApproximately(1 - Concordance([2, 0, 5, 1], [2, 1, 3, 5]), 1e-9);
        new Ccc(new()).forward(new() { Predictions = _predictions, Targets = [equal, equal] }).Value.Should().BeNull();
    }

    [Theory]
    [InlineData(AgreementForm.Ccc)]
    [InlineData(AgreementForm.Pearson)]
    public void Ccc_ConstantPredictions_HaveAFiniteGradient(AgreementForm form)
    {
        var constant = ones([5, 1], ScalarType.Float64, requires_grad: true);
        new Ccc(new() { Form = form }).forward(new() { Predictions = constant, Target = Column([1, 2, 3, 4, 5]) }).Value!.backward();
        constant.grad!.isfinite().all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Mse_OneColumnForTwoOutputs_SaysWhatItExpected() =>
        new Mse(new()).Invoking(l => l.forward(new() { Predictions = _predictions, Target = _valence })).Should().Throw<ArgumentException>()
            .WithMessage("Expected 2 label columns for mse, one for each output of the head; got 1: set 'labels'.");

    // Subject a: rows 0, 2, 4; b: 1, 3. Pairs in order of rating: 2>0, 4>2, 4>0; 3>1.
    [Fact]
    public void PairwiseRanking_ComparesRowsOfOneSubject()
    {
        var (scores, label) = (tensor(new[,] { { 0.5 }, { 1 }, { 0.2 }, { 4 }, { 2 } }), Column([1, 9, 3, 10, 6]));
        var term = new PairwiseRanking(new()).forward(new() { Predictions = scores, Target = label, Subjects = ["a", "b", "a", "b", "a"] });

        term.Value!.ToDouble().Should().BeApproximately(new[] { 0.2 - 0.5, 2 - 0.2, 2 - 0.5, 4 - 1 }.Average(d => Math.Log(1 + Math.Exp(-d))), 1e-9);
        term.Diagnostics!["concordance"].ToDouble().Should().Be(0.75);
        term.Diagnostics["pairs"].ToDouble().Should().Be(4);
    }

    [Fact]
    public void PairwiseRanking_ByChoice_ComparesAllRowsBeyondTheMargin() =>
        new PairwiseRanking(new() { WithinSubject = false, Margin = 2 }).forward(new() { Predictions = rand(5, 1), Target = Column([1, 9, 3, 10, 6]), Subjects = ["a", "b", "a", "b", "a"] })
            .Diagnostics!["pairs"].ToDouble().Should().Be(8, "of 10 pairs 1–3 and 9–10 differ by 2 at most");

    [Fact]
    public void PairwiseRanking_NobodyTwice_GivesNoLoss() =>
        new PairwiseRanking(new()).forward(new() { Predictions = rand(2, 1), Target = Column([1, 2]), Subjects = ["a", "b"] }).Value.Should().BeNull();

    private LossInputs Inputs() => new() { Predictions = _predictions, Targets = [_valence, _arousal] };

    private static LabelColumn Column(float[] values, params int[] absent) =>
        new() { Values = tensor(values), Present = tensor(Enumerable.Range(0, values.Length).Select(i => !absent.Contains(i)).ToArray()) };

    private static double Concordance(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        var (vx, vy, c) = (x.Average(v => (v - mx) * (v - mx)), y.Average(v => (v - my) * (v - my)), x.Zip(y, (a, b) => (a - mx) * (b - my)).Average());
        return 2 * c / (vx + vy + (mx - my) * (mx - my));
    }
}
