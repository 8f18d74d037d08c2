using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Preservation;

public class QueryPreserveTests
{
    private static readonly PartSizes Sizes = new() { Width = 7, ContextWidths = [7] };

    private readonly LossVector _fused = Ends.Random("fused", 6, 7, 1, absent: 5);
    private readonly LossVector _query = Ends.Random("query", 6, 7, 2, absent: 1);

    [Fact]
    public void Forward_InfoNce_IsTheMeanOfBothDirections()
    {
        int[] rows = [0, 2, 3, 4];
        var logits = nn.functional.normalize(_fused.Rows(rows).Values, 2, 1).mm(nn.functional.normalize(_query.Rows(rows).Values, 2, 1).t()) / 0.3;
        var both = (nn.functional.cross_entropy(logits, arange(4)) + nn.functional.cross_entropy(logits.t(), arange(4))) / 2;
        var term = Plain(PreserveForm.InfoNce).forward(Ends.Inputs(_fused, _query));

        term.Rows.Should().Be(4);
        term.Value!.ToDouble().Should().BeApproximately(both.ToDouble(), 1e-9);
    }

    [Fact]
    public void Forward_Cosine_IsOneMinusTheMean()
    {
        var (f, q) = (_fused.Normalised(), _query.Normalised());

        Plain(PreserveForm.Cosine).forward(Ends.Inputs(_fused, _query)).Value!.ToDouble()
            .Should().BeApproximately(1 - new[] { 0, 2, 3, 4 }.Average(i => Ends.Dot(f[i]!, q[i]!)), 1e-9);
    }

    [Fact]
    public void Forward_ByDefault_TrainsBothProjectorsButNotTheQuery()
    {
        var loss = new QueryPreserve(new(), Sizes).to(ScalarType.Float64);
        loss.forward(Ends.Inputs(_fused, _query)).Value!.backward();

        loss.named_parameters().Should().HaveCount(16);
        loss.named_parameters().Where(p => p.parameter.grad!.abs().sum().ToDouble() == 0).Select(p => p.name).Should().BeEmpty();
        _query.Values.grad.Should().BeNull();
        _fused.GradientReaches().Should().Equal(true, false, true, true, true, false);
    }

    [Fact]
    public void New_FrozenTarget_TrainsTheAnchorsProjectorOnly()
    {
        var loss = new QueryPreserve(new() { Form = PreserveForm.Cosine, TargetProjector = TargetProjection.Frozen }, Sizes);

        loss.named_parameters().Where(p => p.parameter.requires_grad).Should().HaveCount(8).And.OnlyContain(p => p.name.Contains("anchor"));
    }

    [Fact]
    public void New_CosineWithLearnedTarget_IsRefused() =>
        FluentActions.Invoking(() => new QueryPreserve(new() { Form = PreserveForm.Cosine }, Sizes)).Should().Throw<ArgumentException>()
            .WithMessage("Expected targetProjector 'frozen' (or projector 'none') where form is 'cosine'; got 'learned'*");

    [Fact]
    public void New_StopAfterALearnedTarget_IsRefused() =>
        FluentActions.Invoking(() => new QueryPreserve(new() { TargetStopGradient = StopGradient.Output }, Sizes)).Should().Throw<ArgumentException>()
            .WithMessage("Expected targetProjector 'frozen' where targetStopGradient is 'output'*");

    [Fact]
    public void New_SharedAndFrozen_IsRefused() =>
        FluentActions.Invoking(() => new QueryPreserve(new() { Projector = Projection.Shared, TargetProjector = TargetProjection.Frozen }, Sizes)).Should().Throw<ArgumentException>()
            .WithMessage("Expected a learned targetProjector where projector is 'shared'*");

    [Fact]
    public void New_Shared_HasOneProjector() =>
        new QueryPreserve(new() { Projector = Projection.Shared }, Sizes).named_parameters().Should().HaveCount(8);

    [Fact]
    public void Forward_OneRow_GivesNoLoss() =>
        Plain(PreserveForm.InfoNce).forward(Ends.Inputs(Ends.Random("fused", 2, 7, 1, absent: 0), Ends.Random("query", 2, 7, 2))).Value.Should().BeNull();

    [Fact]
    public void Forward_ThreeEnds_SaysWhatItExpected() =>
        Plain(PreserveForm.InfoNce).Invoking(l => l.forward(Ends.Inputs(_fused, _query, _query))).Should().Throw<ArgumentException>()
            .WithMessage("Expected two ends for query-preserve; got 3.");

    private static QueryPreserve Plain(PreserveForm form) => new(new() { Form = form, Projector = Projection.None }, Sizes);
}
