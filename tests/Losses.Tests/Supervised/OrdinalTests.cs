using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Supervised;

public class OrdinalTests
{
    // 3 rows, 4 levels 1…4; row 1 has no rating.
    [Fact]
    public void Forward_CumulativeLogits_AreJudgedEach()
    {
        var logits = tensor(new[,] { { 2.0, 0.5, -1 }, { 9, 9, 9 }, { 1, -1, -2 } });
        var label = new LabelColumn { Values = tensor(new[] { 3f, 99, 1 }), Present = tensor(new[] { true, false, true }) };
        var term = new Ordinal(new() { Lowest = 1 }, new() { Outputs = 3 }).forward(new() { Predictions = logits, Target = label });

        double[] costs = [Softplus(-2), Softplus(-0.5), Softplus(-1), Softplus(1), Softplus(-1), Softplus(-2)];
        term.Value!.ToDouble().Should().BeApproximately(costs.Average(), 1e-9);
        term.Diagnostics!["accuracy"].ToDouble().Should().Be(0.5);
        term.Diagnostics["mae"].ToDouble().Should().Be(0.5, "row 2 is one level too high");
    }

    // Thresholds start at −1, 0, 1.
    [Fact]
    public void Forward_OneScore_IsComparedWithOrderedThresholds()
    {
        var label = new LabelColumn { Values = tensor(new long[] { 0, 3 }), Present = ones([2], ScalarType.Bool) };
        var loss = new Ordinal(new() { Levels = 4 }, new() { Outputs = 1 });
        double[] costs = [Softplus(0.5), Softplus(-0.5), Softplus(-1.5), Softplus(-3), Softplus(-2), Softplus(-1)];

        loss.forward(new() { Predictions = tensor(new[,] { { -0.5 }, { 2 } }), Target = label }).Value!.ToDouble().Should().BeApproximately(costs.Average(), 1e-6);
        loss.named_parameters().Select(p => p.name).Should().BeEquivalentTo("first", "log_gaps");
    }

    [Fact]
    public void Forward_ARatingOutside_SaysWhatToSet()
    {
        var label = new LabelColumn { Values = tensor(new[] { 1f, 9 }), Present = ones([2], ScalarType.Bool) };
        new Ordinal(new(), new() { Outputs = 3 }).Invoking(l => l.forward(new() { Predictions = rand(2, 3), Target = label })).Should().Throw<ArgumentException>()
            .WithMessage("Expected ratings from 0 to 3 for ordinal with 4 levels; got 1 to 9: set 'lowest' and 'levels'.");
    }

    [Fact]
    public void New_AHeadThatDoesNotFit_SaysWhatItExpected() =>
        FluentActions.Invoking(() => new Ordinal(new() { Levels = 9 }, new() { Outputs = 9 })).Should().Throw<ArgumentException>()
            .WithMessage("Expected a head of 8 outputs for ordinal with 9 levels, or of 1 and 'levels'; got 9.");

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
}
