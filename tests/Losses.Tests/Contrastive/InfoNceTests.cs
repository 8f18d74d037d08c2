using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Contrastive;

public class InfoNceTests
{
    private static readonly PartSizes Sizes = new() { Width = 7, ContextWidths = [7] };

    [Fact]
    public void Forward_AbsentRows_IsTheMeanOfBothDirectionsOverTheOthers()
    {
        var (fused, audio) = (Ends.Random("fused", 6, 7, 1, absent: 5), Ends.Random("context.audio", 6, 7, 2, absent: 1));
        var logits = Cosines(fused, audio, 0, 2, 3, 4) / 0.07;
        var expected = (nn.functional.cross_entropy(logits, arange(4)) + nn.functional.cross_entropy(logits.t(), arange(4))) / 2;

        new InfoNce(new() { Projector = Projection.None }, Sizes).forward(Ends.Inputs(fused, audio)).Value!.ToDouble().Should().BeApproximately(expected.ToDouble(), 1e-6);
    }

    // Rows 0 and 1 saw the same: each has two positives, and their losses are averaged.
    [Fact]
    public void Forward_SharedStimulusPositive_AveragesOverPositives()
    {
        var (fused, audio) = (Ends.Random("fused", 3, 7, 1), Ends.Random("context.audio", 3, 7, 2));
        var log = (Cosines(fused, audio, 0, 1, 2) / 0.07).log_softmax(1);
        double At(int i, int j) => -log[i, j].ToDouble();
        var seen = new StimulusSpan("film", 0, 8);

        new InfoNce(new() { Projector = Projection.None, Symmetric = false, SharedStimulus = SharedStimulus.Positive }, Sizes)
            .forward(new() { Ends = [fused, audio], Stimuli = [seen, seen, null] }).Value!.ToDouble()
            .Should().BeApproximately(((At(0, 0) + At(0, 1)) / 2 + (At(1, 0) + At(1, 1)) / 2 + At(2, 2)) / 3, 1e-5);
    }

    [Fact]
    public void Forward_SharedStimulusIgnored_LeavesThePairOut()
    {
        var (fused, audio) = (Ends.Random("fused", 3, 7, 1), Ends.Random("context.audio", 3, 7, 2) with { FromStimulus = true });
        var logits = Cosines(fused, audio, 0, 1, 2) / 0.07;
        logits[0, 1] = logits[1, 0] = tensor(double.NegativeInfinity, dtype: ScalarType.Float64);
        var seen = new StimulusSpan("film", 0, 8);

        new InfoNce(new() { Projector = Projection.None, Symmetric = false }, Sizes)
            .forward(new() { Ends = [fused, audio], Stimuli = [seen, seen, null] }).Value!.ToDouble()
            .Should().BeApproximately(nn.functional.cross_entropy(logits, arange(3)).ToDouble(), 1e-5);
    }

    [Theory]
    [InlineData(7.0, 100)]
    [InlineData(-2.0, 1)]
    public void Forward_ScaleBeyondItsLimits_IsHeldThereAndFeelsAGradient(double log, double scale)
    {
        var loss = new InfoNce(new() { Projector = Projection.None }, Sizes).to(ScalarType.Float64);
        var parameter = loss.parameters().Single();
        using (no_grad()) parameter.fill_(log);
        var term = loss.forward(Ends.Inputs(Ends.Random("fused", 4, 7, 1), Ends.Random("context.audio", 4, 7, 2)));
        term.Value!.backward();

        term.Diagnostics!["scale"].ToDouble().Should().BeApproximately(scale, 1e-6);
        parameter.ToDouble().Should().BeApproximately(Math.Log(scale), 1e-9);
        parameter.grad!.ToDouble().Should().NotBe(0);
    }

    [Fact]
    public void Forward_ATemperatureAboveOne_StaysAsItWasAsked() =>
        new InfoNce(new() { Projector = Projection.None, Temperature = 5 }, Sizes).forward(Ends.Inputs(Ends.Unit("fused", 7), Ends.Unit("context.audio", 7)))
            .Diagnostics!["scale"].ToDouble().Should().BeApproximately(0.2, 1e-6);

    [Fact]
    public void Forward_TokensAtBothEnds_SaysWhatItExpected()
    {
        var tokens = new LossVector("tokens.query", rand(3, 4, 7), ones([3, 4], ScalarType.Bool));
        new InfoNce(new() { Projector = Projection.None }, Sizes).Invoking(l => l.forward(Ends.Inputs(tokens, tokens)))
            .Should().Throw<ArgumentException>().WithMessage("Expected tokens at one of two ends at most; got them at both.");
    }

    [Fact]
    public void Forward_OneTokenEach_IsTheLossOfVectors()
    {
        var (fused, audio) = (Ends.Random("fused", 5, 7, 1), Ends.Random("context.audio", 5, 7, 2));
        var token = new LossVector("tokens.query", fused.Values.unsqueeze(1), fused.Present.unsqueeze(1));
        var loss = new InfoNce(new() { Projector = Projection.None }, Sizes);

        loss.forward(Ends.Inputs(token, audio)).Value!.ToDouble().Should().BeApproximately(loss.forward(Ends.Inputs(fused, audio)).Value!.ToDouble(), 1e-12);
    }

    private static Tensor Cosines(LossVector a, LossVector b, params int[] rows) =>
        nn.functional.normalize(a.Rows(rows).Values, 2, 1).mm(nn.functional.normalize(b.Rows(rows).Values, 2, 1).t());
}
