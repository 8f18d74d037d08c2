using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Distillation;

public class DistillationTests
{
    private static readonly PartSizes Sizes = new() { Width = 7, ContextWidths = [5] };
    private readonly LossVector _student = Ends.Random("fused", 6, 7, 1, absent: 5);
    private readonly LossVector _teacher = Ends.Random("teacher.vate", 6, 5, 2, absent: 1);

    [Fact]
    public void KdCosine_ByDefault_TrainsTheStudentsProjectorAlone()
    {
        var loss = new KdCosine(new(), Sizes).to(ScalarType.Float64);
        var term = loss.forward(Ends.Inputs(_student, _teacher));
        term.Value!.backward();

        term.Rows.Should().Be(4);
        loss.named_parameters().Should().HaveCount(8).And.OnlyContain(p => p.name.StartsWith("ends.anchor"));
        _student.GradientReaches().Should().Equal(true, false, true, true, true, false);
        _teacher.Values.grad.Should().BeNull();
    }

    [Fact]
    public void KdCosine_ALearnedTarget_IsRefused() =>
        FluentActions.Invoking(() => new KdCosine(new() { Projector = Projection.Own }, Sizes)).Should().Throw<ArgumentException>().WithMessage("*both would learn to forget.");

    [Fact]
    public void KdMultiPositive_TeachersOfTwoWidths_SaysWhatToDo() =>
        FluentActions.Invoking(() => new KdMultiPositive(new(), Sizes with { ContextWidths = [5, 6] })).Should().Throw<ArgumentException>()
            .WithMessage("Expected ends of one width after the first where projector is 'anchor'; got 5, 6: use 'own'.");

    [Fact]
    public void KdSimilarity_TheTeachersOwnTable_IsItsEntropy()
    {
        var a = Ends.Random("teacher", 4, 7, 3);
        var similar = nn.functional.normalize(a.Values.detach(), 2, 1);
        var logits = (similar.mm(similar.t()) / 0.07).masked_fill(eye(4, dtype: ScalarType.Bool), double.NegativeInfinity);
        var (p, log) = (logits.softmax(1), logits.log_softmax(1).masked_fill(eye(4, dtype: ScalarType.Bool), 0));

        new KdSimilarity(new(), new() { Width = 7, ContextWidths = [7] }).forward(Ends.Inputs(a with { Name = "fused" }, a)).Value!.ToDouble()
            .Should().BeApproximately(-(p * log).sum(1).mean().ToDouble(), 1e-5);
    }

    [Fact]
    public void KdSimilarity_ThreeEnds_SaysWhatItExpected() =>
        FluentActions.Invoking(() => new KdSimilarity(new(), Sizes with { ContextWidths = [5, 5] })).Should().Throw<ArgumentException>().WithMessage("Expected two or four ends*got 3.");

    [Fact]
    public void KdLogits_TheTeachersOwnLogits_CostNothing()
    {
        var logits = Ends.Random("head.mood", 4, 3, 1);
        var term = new KdLogits(new()).forward(Ends.Inputs(logits, logits with { Name = "teacher.mood" }));

        term.Value!.ToDouble().Should().BeApproximately(0, 1e-12);
        term.Diagnostics!["agreement"].ToDouble().Should().Be(1);
    }

    // Rows 0–3 have a label, rows 2–5 a teacher: each side uses its own.
    [Fact]
    public void PrivilegedKd_EachSide_UsesTheRowsThatItHas()
    {
        var (student, teacher) = (Ends.Random("head.mood", 6, 3, 1), Ends.Random("teacher.mood", 6, 3, 2, absent: [0, 1]));
        var label = new LabelColumn { Values = tensor(new long[] { 0, 1, 2, 0, 99, 99 }), Present = arange(6).lt(4) };
        var term = new PrivilegedKd(new() { Imitation = 0.3, Temperature = 2 }).forward(new() { Ends = [student, teacher], Target = label });

        var hard = nn.functional.cross_entropy(student.Values.narrow(0, 0, 4), label.Values.narrow(0, 0, 4));
        var soft = SoftLabels.Divergence(student.Values.narrow(0, 2, 4), teacher.Values.narrow(0, 2, 4), 2);
        term.Value!.ToDouble().Should().BeApproximately((0.7 * hard + 0.3 * soft).ToDouble(), 1e-9);
    }

    [Fact]
    public void PrivilegedKd_NoTeacher_IsTheLabelsAlone()
    {
        var (student, none) = (Ends.Random("head.mood", 3, 3, 1), Ends.Random("teacher.mood", 3, 3, 2, absent: [0, 1, 2]));
        var label = new LabelColumn { Values = tensor(new long[] { 0, 1, 2 }), Present = ones([3], ScalarType.Bool) };

        new PrivilegedKd(new()).forward(new() { Ends = [student, none], Target = label }).Value!.ToDouble()
            .Should().BeApproximately(0.5 * nn.functional.cross_entropy(student.Values, label.Values).ToDouble(), 1e-9);
    }

    [Fact]
    public void SelfDistill_NoGradientReachesTheAverage()
    {
        var average = Ends.Random("teacher.ema.fused", 6, 7, 2);
        new SelfDistill(new(), new() { Width = 7, ContextWidths = [7] }).to(ScalarType.Float64).forward(Ends.Inputs(_student, average)).Value!.backward();

        average.Values.grad.Should().BeNull();
        _student.GradientReaches().Should().Equal(true, true, true, true, true, false);
    }

    [Fact]
    public void SelfDistill_ACollapsedAverage_ShowsInItsSpread()
    {
        var loss = new SelfDistill(new(), Sizes).to(ScalarType.Float64);
        var same = new LossVector("teacher.ema.fused", _teacher.Values.detach()[0].expand(6, 5), ones([6], ScalarType.Bool));

        loss.forward(Ends.Inputs(_student, same)).Diagnostics!["target_spread"].ToDouble().Should().BeLessThan(1e-6);
        loss.forward(Ends.Inputs(_student, _teacher)).Diagnostics!["target_spread"].ToDouble().Should().BeGreaterThan(0.5);
    }
}
