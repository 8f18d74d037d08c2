using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>A call whose graph holds its inputs alone. Parameters are inputs too, so that they get gradients where nothing else wants one.</summary>
internal sealed class RecomputedFunction : autograd.SingleTensorFunction<RecomputedFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(RecomputedFunction);

    /// <summary>Calls.</summary>
    /// <param name="call">What is called, with what.</param>
    /// <param name="forward">From the inputs to the values; called once in each pass.</param>
    public static Tensor Run(TwiceCalled call, Func<IReadOnlyList<Tensor?>, Tensor> forward) => apply([.. call.Inputs, .. call.Parameters, call, forward]);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (call, run) = ((TwiceCalled)vars[^2], (Func<IReadOnlyList<Tensor?>, Tensor>)vars[^1]);
        var inputs = call.Inputs;
        ctx.save_data(nameof(call), call);
        ctx.save_data(nameof(run), run);
        ctx.save_for_backward([.. inputs, RandomState.Begin(inputs[0].device)]);
        return call.First(run);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var (call, run) = ((TwiceCalled)ctx.get_data("call"), (Func<IReadOnlyList<Tensor?>, Tensor>)ctx.get_data("run"));
        return [.. call.Gradients(run, ctx.get_saved_variables, grad_output).Select(g => g!), null!, null!];
    }
}
