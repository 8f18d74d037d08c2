using static TorchSharp.Engine.Operator;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>max(0, x).</summary>
            public static Tensor relu(Tensor x, bool inplace = false) =>
                inplace ? InPlace(x, "relu_", x).alias() : Call("relu", x);

            /// <summary>min(max(0, x), 6).</summary>
            public static Tensor relu6(Tensor x, bool inplace = false) =>
                inplace ? InPlace(x, "hardtanh_", x, 0.0, 6.0).alias() : Call("hardtanh", x, 0.0, 6.0);

            /// <summary>x * sigmoid(x).</summary>
            public static Tensor silu(Tensor x, bool inplace = false) =>
                inplace ? InPlace(x, "silu_", x).alias() : Call("silu", x);

            /// <summary>x * sigmoid(x).</summary>
            public static Tensor SiLU(Tensor x, bool inplace = false) => silu(x, inplace);

            /// <summary>x * Phi(x), with the exact normal distribution.</summary>
            public static Tensor gelu(Tensor x) => Call("gelu", x);

            /// <summary>x * Phi(x), with the exact normal distribution.</summary>
            public static Tensor gelu(Tensor x, bool inplace) =>
                inplace ? InPlace(x, "gelu_", x).alias() : Call("gelu", x);

            /// <summary>1 / (1 + exp(-x)).</summary>
            public static Tensor sigmoid(Tensor x) => Call("sigmoid", x);

            /// <summary>1 / (1 + exp(-x)).</summary>
            public static Tensor sigmoid(Tensor x, bool inplace) =>
                inplace ? InPlace(x, "sigmoid_", x).alias() : Call("sigmoid", x);

            /// <summary>Hyperbolic tangent.</summary>
            public static Tensor tanh(Tensor x, bool inplace = false) =>
                inplace ? InPlace(x, "tanh_", x).alias() : Call("tanh", x);

            /// <summary>x * tanh(softplus(x)).</summary>
            public static Tensor mish(Tensor x, bool inplace = false) =>
                inplace ? InPlace(x, "mish_", x).alias() : Call("mish", x);

            /// <summary>x * tanh(softplus(x)).</summary>
            public static Tensor Mish(Tensor x) => mish(x);

            /// <summary>x above 0, alpha (exp(x) - 1) below.</summary>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? InPlace(x, "elu_", x, alpha).alias() : Call("elu", x, alpha);

            /// <summary>x above 0, alpha (exp(x / alpha) - 1) below.</summary>
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? InPlace(x, "celu_", x, alpha).alias() : Call("celu", x, alpha);

            /// <summary>The self-normalising exponential unit.</summary>
            public static Tensor selu(Tensor x, bool inplace = false) =>
                inplace ? InPlace(x, "selu_", x).alias() : Call("selu", x);

            /// <summary>x above 0, a small slope below.</summary>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? InPlace(input, "leaky_relu_", input, negative_slope).alias() : Call("leaky_relu", input, negative_slope);
        }
    }
}
