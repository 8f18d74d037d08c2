using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Supervised;

public class CrossEntropyTests
{
    // 5 rows, 3 classes; row 3 has no label and nonsense in it.
    private readonly Tensor _logits = tensor(new[,] { { 2.0, 0, 1 }, { 0, 1, 0 }, { 1, 1, 3 }, { double.NaN, 0, 0 }, { 0.5, 2, 0 } }, requires_grad: true);
    private readonly LabelColumn _label = new() { Values = tensor(new long[] { 0, 0, 2, 99, 0 }), Present = tensor(new[] { true, true, true, false, true }) };

    [Fact]
    public void Forward_AMissingLabel_IsTheMeanOverTheOthers()
    {
        var term = Loss(new()).forward(Inputs());

        term.Rows.Should().Be(4);
        term.Value!.ToDouble().Should().BeApproximately((Nll(0, 0) + Nll(1, 0) + Nll(2, 2) + Nll(4, 0)) / 4, 1e-9);
        term.Diagnostics!["accuracy"].ToDouble().Should().Be(0.5);
    }

    [Fact]
    public void Forward_AMissingLabel_GetsNoGradient()
    {
        Loss(new()).forward(Inputs()).Value!.backward();

        new LossVector("", _logits, _label.Present).GradientReaches().Should().Equal(true, true, true, false, true);
    }

    // Class 0 has 3 rows, class 2 one, class 1 none: each that occurs counts a half.
    [Fact]
    public void Forward_Balanced_WeighsClassesEqually() =>
        Loss(new() { ClassWeights = ClassWeighting.Balanced }).forward(Inputs()).Value!.ToDouble()
            .Should().BeApproximately(((Nll(0, 0) + Nll(1, 0) + Nll(4, 0)) / 3 + Nll(2, 2)) / 2, 1e-9);

    [Fact]
    public void Forward_Smoothing_SpreadsTheTarget() =>
        Loss(new() { LabelSmoothing = 0.3 }).forward(Inputs()).Value!.ToDouble()
            .Should().BeApproximately(new[] { (0, 0), (1, 0), (2, 2), (4, 0) }.Average(x => 0.7 * Nll(x.Item1, x.Item2) + 0.1 * Enumerable.Range(0, 3).Sum(k => Nll(x.Item1, k))), 1e-9);

    [Fact]
    public void Forward_OneLabel_GivesNoLoss()
    {
        var label = new LabelColumn { Values = _label.Values, Present = tensor(new[] { false, true, false, false, false }) };

        var term = Loss(new()).forward(new() { Predictions = _logits, Target = label });
        term.Value.Should().BeNull();
        term.Rows.Should().Be(1);
    }

    [Fact]
    public void Forward_AClassWithoutAnOutput_SaysWhatItExpected() =>
        Loss(new()).Invoking(l => l.forward(new() { Predictions = _logits, Target = new() { Values = _label.Values + 1, Present = _label.Present } })).Should().Throw<ArgumentException>()
            .WithMessage("Expected classes 0 to 2 in the label, for the 3 outputs of its head; got class 3: set 'outputs' of the head*");

    [Fact]
    public void Forward_Ratings_SaysWhatItExpected()
    {
        var ratings = new LabelColumn { Values = _label.Values.to_type(ScalarType.Float32), Present = _label.Present };

        Loss(new()).Invoking(l => l.forward(new() { Predictions = _logits, Target = ratings })).Should().Throw<ArgumentException>()
            .WithMessage("Expected class indices (int64) as the label of cross-entropy; got Float32.");
    }

    [Fact]
    public void Forward_NoHead_SaysWhatToSet() =>
        Loss(new()).Invoking(l => l.forward(new() { Target = _label })).Should().Throw<ArgumentException>().WithMessage("*set 'head'*");

    private LossInputs Inputs() => new() { Predictions = _logits, Target = _label };

    private double Nll(int row, int k)
    {
        double[] x = [.. Enumerable.Range(0, 3).Select(c => _logits[row, c].item<double>())];
        return Math.Log(x.Sum(Math.Exp)) - x[k];
    }

    private static CrossEntropy Loss(CrossEntropyOptions options) => new(options);
}
