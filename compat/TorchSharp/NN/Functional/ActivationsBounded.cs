using static TorchSharp.Engine.Operator;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x kept between two values.</summary>
            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                inplace ? InPlace(x, "hardtanh_", x, min_val, max_val).alias() : Call("hardtanh", x, min_val, max_val);

            /// <summary>x kept between two values.</summary>
            public static Tensor Hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                hardtanh(x, min_val, max_val, inplace);

            /// <summary>x * relu6(x + 3) / 6.</summary>
            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? InPlace(input, "hardswish_", input).alias() : Call("hardswish", input);

            /// <summary>relu6(x + 3) / 6.</summary>
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? InPlace(input, "hardsigmoid_", input).alias() : Call("hardsigmoid", input);

            /// <summary>x outside [-lambda, lambda], 0 inside.</summary>
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Call("hardshrink", x, lambda);

            /// <summary>x moved towards 0 by lambda, 0 inside [-lambda, lambda].</summary>
            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Call("softshrink", x, lambda);

            /// <summary>x - tanh(x).</summary>
            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using var squashed = Call("tanh", x);
                return inplace ? InPlace(x, "sub_.Tensor", x, squashed).alias() : Call("sub.Tensor", x, squashed);
            }

            /// <summary>x / (1 + |x|).</summary>
            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using var magnitude = Call("abs", x);
                using var divisor = Call("add.Scalar", magnitude, 1L);
                return inplace ? InPlace(x, "div_.Tensor", x, divisor).alias() : Call("div.Tensor", x, divisor);
            }

            /// <summary>log(1 + exp(beta x)) / beta; x itself where beta x is above the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1.0, double threshold = 20.0) => Call("softplus", x, beta, threshold);

            /// <summary>log(sigmoid(x)).</summary>
            public static Tensor logsigmoid(Tensor x) => Call("log_sigmoid", x);

            /// <summary>x above 0, a learned slope below: one for all or one for each channel.</summary>
            public static Tensor prelu(Tensor input, Tensor weight) => Call("prelu", input, weight);

            /// <summary>x above the threshold, the value elsewhere.</summary>
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                inplace ? InPlace(x, "threshold_", x, threshold, value).alias() : Call("threshold", x, threshold, value);

            /// <summary>One half of the axis times the sigmoid of the other half.</summary>
            public static Tensor glu(Tensor input, long dim = -1) => Call("glu", input, dim);

            /// <summary>Softmax over an axis, in another type where one is given.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Call("softmax.int", input, dim, dtype);

            /// <summary>Softmax over the channels of [B, C, H, W] or [C, H, W].</summary>
            public static Tensor softmax2d(Tensor x) => Call("softmax.int", x, -3L);

            /// <summary>Softmax of -x over an axis.</summary>
            public static Tensor softmin(Tensor x, long dim)
            {
                using var negative = Call("neg", x);
                return Call("softmax.int", negative, dim);
            }

            /// <summary>Log of the softmax over an axis.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => Call("log_softmax.int", x, dim);
        }
    }
}
