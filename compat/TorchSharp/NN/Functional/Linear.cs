namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The functions behind the modules.</summary>
        public static partial class functional
        {
            /// <summary>x W^T + b over the last axis: [*, in] to [*, out].</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor bias = null) => Call("linear", input, weights, bias);

            /// <summary>x1 A x2 + b over the last axes.</summary>
            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor bias = null) =>
                Call("bilinear", input1, input2, weight, bias);

            /// <summary>A 1 at each index: [*] int64 to [*, classes] int64; -1 takes the largest index + 1 classes.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Call("one_hot", x, num_classes);
        }
    }
}
