namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns.</summary>
    public class Parameter : torch.Tensor
    {
        /// <summary>Takes over the tensor: afterwards <paramref name="data"/> is invalid.</summary>
        public Parameter(torch.Tensor data, bool requires_grad = true) : base(TakeOver(data, requires_grad))
        {
        }

        private static IntPtr TakeOver(torch.Tensor data, bool requiresGrad)
        {
            data.requires_grad = requiresGrad;
            return data.DecoupleFromNativeHandle();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Makes a parameter of a tensor, which becomes invalid.</summary>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
