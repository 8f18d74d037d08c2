using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

public class AutogradTests
{
    private sealed class Cube : autograd.SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("factor", vars[1]);
            return x * x * x * (double)vars[1];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var x = ctx.get_saved_variables()[0];
            return [grad_output * x * x * 3.0 * (double)ctx.get_data("factor"), null];
        }
    }

    private sealed class Swap : autograd.MultiTensorFunction<Swap>
    {
        public override string Name => nameof(Swap);
        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars) => [(Tensor)vars[1] * 2.0, (Tensor)vars[0] * 3.0];
        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) => [grad_outputs[1] * 3.0, grad_outputs[0] * 2.0];
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 1.0;
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new InvalidOperationException("no way back");
    }

    [Fact]
    public void SingleFunction_GradientIsItsBackward()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, -2.0, 3.0 }).requires_grad_();
        Cube.apply(x, 0.5).sum().backward();
        x.grad.data<double>().Should().Equal(1.5, 6.0, 13.5);
    }

    [Fact]
    public void SingleFunction_InsideAGraph_PassesGradientsOn()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.5, 2.0 }).requires_grad_();
        (Cube.apply(x.exp(), 1.0) * 2.0).sum().backward();
        x.grad.allclose((x * 3.0).exp() * 6.0).Should().BeTrue();
    }

    [Fact]
    public void MultiFunction_UnusedOutput_GetsZeros()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ones(2).requires_grad_(), ones(2).requires_grad_());
        Swap.apply(a, b)[0].sum().backward();
        (a.grad.sum().item<float>(), b.grad.sum().item<float>()).Should().Be((0f, 4f));
    }

    [Fact]
    public void Function_WithoutGradients_HasNoNode()
    {
        using var scope = NewDisposeScope();
        Cube.apply(ones(2, dtype: float64), 1.0).requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Function_WhileGradientsAreOff_HasNoNode()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        Cube.apply(ones(2, dtype: float64).requires_grad_(), 1.0).requires_grad.Should().BeFalse();
    }

    [Fact]
    public void ExceptionInBackward_ComesOutOfBackward()
    {
        using var scope = NewDisposeScope();
        var y = Failing.apply(ones(2).requires_grad_());
        y.sum().Invoking(l => l.backward()).Should().Throw<ExternalException>().WithMessage("*no way back*");
    }

    [Fact]
    public void Backward_Twice_SaysThatTheGraphIsFreed()
    {
        using var scope = NewDisposeScope();
        var loss = Cube.apply(ones(2, dtype: float64).requires_grad_(), 1.0).sum();
        loss.backward();
        loss.Invoking(l => l.backward()).Should().Throw<ExternalException>().WithMessage("*second time*");
    }

    [Fact]
    public void Functions_ThatRan_LeaveNothingBehind()
    {
        var before = Tensor.TotalCount;
        for (var i = 0; i < 3; i++)
        {
            using var scope = NewDisposeScope();
            Cube.apply(ones(2, dtype: float64).requires_grad_(), 1.0).sum().backward();
        }
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void GradMode_IsOfThisThread()
    {
        var elsewhere = false;
        using (no_grad())
        {
            var thread = new Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
            (is_grad_enabled(), elsewhere).Should().Be((false, true));
        }
        is_grad_enabled().Should().BeTrue();
    }

    [Fact]
    public void InferenceMode_EndsWithItsScope()
    {
        using (inference_mode()) is_inference_mode_enabled().Should().BeTrue();
        is_inference_mode_enabled().Should().BeFalse();
    }

    [Fact]
    public void Grad_OfAnUnusedInput_IsNullWhereAllowed()
    {
        using var scope = NewDisposeScope();
        var (x, unused) = (ones(2).requires_grad_(), ones(2).requires_grad_());
        var grads = autograd.grad([x.sum()], [x, unused], allow_unused: true);
        (grads[0] is null, grads[1] is null).Should().Be((false, true));
    }
}
