using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() { unsafe { return Native.grad_enabled() != 0; } }
    public static bool is_inference_mode_enabled() { unsafe { return Native.inference_enabled() != 0; } }

    public static IDisposable no_grad() => set_grad_enabled(false);
    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    /// <summary>Of this thread, until disposed.</summary>
    public static unsafe IDisposable set_grad_enabled(bool mode = true)
    {
        var before = Native.grad_enabled();
        Native.set_grad_enabled(mode ? 1 : 0);
        return new Undo(() => Native.set_grad_enabled(before));
    }

    public static unsafe IDisposable inference_mode(bool mode = true)
    {
        var entered = Native.enter_inference(mode ? 1 : 0);
        return new Undo(() => Native.leave_inference(entered));
    }

    /// <summary>Runs an action once, when disposed.</summary>
    internal sealed class Undo(Action action) : IDisposable
    {
        private Action _action = action;

        public void Dispose() => Interlocked.Exchange(ref _action, null)?.Invoke();
    }

    public static unsafe partial class autograd
    {
        /// <summary>Handles for one native call; the tensors must outlive it.</summary>
        private static IntPtr[] Handles(IList<Tensor> tensors) => tensors is null ? [] : [.. tensors.Select(t => t is null ? IntPtr.Zero : t.Handle)];

        public static void backward(IList<Tensor> tensors, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null)
        {
            IntPtr[] outputs = Handles(tensors), grads = Handles(grad_tensors), ins = Handles(inputs);
            fixed (IntPtr* o = outputs, g = grads, i = ins)
            {
                Native.Check(Native.backward(o, outputs.Length, g, grads.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, i, ins.Length));
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            IntPtr[] outs = Handles(outputs), ins = Handles(inputs), grads = Handles(grad_outputs), results = new IntPtr[ins.Length];
            fixed (IntPtr* o = outs, i = ins, g = grads, r = results)
            {
                Native.Check(Native.gradients(o, outs.Length, i, ins.Length, g, grads.Length, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, r));
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return [.. results.Select(Tensor.Wrap)];
        }
    }
}
