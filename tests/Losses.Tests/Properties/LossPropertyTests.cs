using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Properties;

/// <summary>What holds for every loss.</summary>
public class LossPropertyTests
{
    private static readonly int[] AllRows = [.. Enumerable.Range(0, LossCase.Rows)];

    public static TheoryData<LossCase> Cases => new(LossCases.All);

    [Fact]
    public void EveryLoss_HasACase() =>
        LossCases.All.Select(c => c.Name.Split(' ', ',')[0]).Distinct().Should().BeEquivalentTo(typeof(SigLip).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(ILoss))).Select(type => type.GetCustomAttribute<PartAttribute>()!.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_NonsenseUnderFalse_ChangesNothing(LossCase of)
    {
        var (loss, clean, spoiled) = (of.Double(), LossCase.Pick(of.Inputs(), AllRows), LossCase.Poison(of.Inputs()));
        var (expected, actual) = (loss.call(clean).Value!, loss.call(spoiled).Value!);
        actual.ToDouble().Should().BeApproximately(expected.ToDouble(), 1e-12);

        actual.backward();
        expected.backward();
        foreach (var (one, other) in LossCase.Leaves(spoiled).Zip(LossCase.Leaves(clean)))
        {
            if (other.grad is null) one.grad.Should().BeNull();
            else one.grad!.allclose(other.grad, 0, 1e-12).Should().BeTrue("gradients must be finite and the same");
        }
        loss.parameters().Where(p => p.grad?.isfinite().all().ToBoolean() == false).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_RowsInAnotherOrder_IsTheSame(LossCase of)
    {
        var loss = of.Double();
        loss.call(LossCase.Pick(of.Inputs(), 3, 7, 0, 5, 1, 6, 2, 4)).Value!.ToDouble().Should().BeApproximately(loss.call(of.Inputs()).Value!.ToDouble(), 1e-10);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_OneRow_GivesNoLoss(LossCase of)
    {
        var term = of.Double().call(LossCase.Pick(of.Inputs(), 6));
        term.Value.Should().BeNull();
        term.Rows.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_IsWhatFiniteDifferencesSay(LossCase of)
    {
        var (loss, inputs) = (of.Double(), of.Inputs());
        loss.call(inputs).Value!.backward();
        Tensor[] leaves = [.. LossCase.Leaves(inputs).Concat(loss.parameters()).Where(t => t.grad is not null)];
        leaves.Should().NotBeEmpty();
        foreach (var leaf in leaves)
        {
            var direction = randn_like(leaf).detach();
            var expected = (leaf.grad! * direction).sum().ToDouble();
            const double step = 1e-6;
            var slope = (At(step) - At(-step)) / (2 * step);
            slope.Should().BeApproximately(expected, 1e-6 * Math.Max(1, Math.Abs(expected)));

            double At(double along)
            {
                using var _ = no_grad();
                leaf.add_(direction * along);
                var value = loss.call(inputs).Value!.ToDouble();
                leaf.sub_(direction * along);
                return value;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_KeepsNothingButItsTerm(LossCase of)
    {
        var (loss, inputs) = (of.Double(), of.Inputs());
        Use();
        var before = Tensor.TotalCount;
        Use();
        (Tensor.TotalCount - before).Should().Be(0);

        void Use()
        {
            using var _ = no_grad();
            var term = loss.call(inputs);
            term.Value!.Dispose();
            foreach (var figure in term.Diagnostics?.Values ?? []) figure.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Diagnostics_AreScalarsWithoutGradient(LossCase of)
    {
        foreach (var (name, figure) in of.Double().call(of.Inputs()).Diagnostics ?? new Dictionary<string, Tensor>())
        {
            figure.shape.Should().BeEmpty(name);
            figure.requires_grad.Should().BeFalse(name);
            double.IsFinite(figure.ToDouble()).Should().BeTrue(name);
        }
    }
}
