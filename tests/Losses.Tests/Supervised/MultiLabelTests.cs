using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Supervised;

public class MultiLabelTests
{
    // 4 rows, 2 labels; row 1 lacks the second.
    private readonly Tensor _logits = tensor(new[,] { { 1.0, -1 }, { 2, 9 }, { -2, 0.5 }, { 0.5, 3 } });
    private readonly LabelColumn _happy = Column([1, 0, 0, 0]), _tense = Column([0, 99, 1, 1], 1);

    [Fact]
    public void Forward_IsTheMeanOverLabelsThatExist() =>
        Value(new()).Should().BeApproximately(Costs().Select(c => c.Cost).Average(), 1e-9);

    // Happy: 1 of 4 rows; tense: 2 of 3.
    [Fact]
    public void Forward_Balanced_YesAndNoCountTheSame()
    {
        double[] weights = [4 / 2.0, 4 / 6.0, 4 / 6.0, 4 / 6.0, 3 / 2.0, 3 / 4.0, 3 / 4.0];
        Value(new() { ClassWeights = ClassWeighting.Balanced }).Should().BeApproximately(Costs().Zip(weights, (c, w) => c.Cost * w).Sum() / weights.Sum(), 1e-9);
    }

    [Fact]
    public void Forward_Smoothed_DrawsTargetsToTheMiddle() =>
        Value(new() { LabelSmoothing = 0.2 }).Should().BeApproximately(Costs().Average(c => 0.9 * c.Cost + 0.1 * c.Opposite), 1e-9);

    private double Value(MultiLabelOptions options) => new MultiLabel(options).forward(new() { Predictions = _logits, Targets = [_happy, _tense] }).Value!.ToDouble();

    private static (double Cost, double Opposite)[] Costs() =>
        [Cost(1, 1), Cost(2, 0), Cost(-2, 0), Cost(0.5, 0), Cost(-1, 0), Cost(0.5, 1), Cost(3, 1)];

    private static (double, double) Cost(double x, int label) => label == 1 ? (Softplus(-x), Softplus(x)) : (Softplus(x), Softplus(-x));

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static LabelColumn Column(long[] values, params int[] absent) =>
        new() { Values = tensor(values), Present = tensor(Enumerable.Range(0, values.Length).Select(i => !absent.Contains(i)).ToArray()) };
}
