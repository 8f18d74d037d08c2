using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public bool requires_grad
        {
            get => Has(Flag.RequiresGrad);
            set
            {
                Native.Check(Native.set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        /// <summary>The gradient collected so far; null before the first backward pass.</summary>
        public Tensor grad
        {
            get
            {
                var grad = Wrap(Native.grad(Handle));
                GC.KeepAlive(this);
                return grad;
            }
            set
            {
                Native.Check(Native.set_grad(Handle, value is null ? IntPtr.Zero : value.Handle));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true) => with_requires_grad(requires_grad);

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public void retain_grad()
        {
            Native.Check(Native.retain_grad(Handle));
            GC.KeepAlive(this);
        }

        public void backward() => backward(null);

        public void backward(IList<Tensor> grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor> inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        public Tensor detach() => Call("detach", this);
        public Tensor detach_() => Change("detach_", this);
    }
}
