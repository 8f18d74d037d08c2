namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Mean 0 and variance 1 over the last axes, then weight and bias.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor weight = null, Tensor bias = null,
                double eps = 1e-05) =>
                Call("layer_norm", input, normalized_shape, weight, bias, eps);

            /// <summary>Mean 0 and variance 1 within each group of channels [B, C, *].</summary>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor weight = null, Tensor bias = null, double eps = 1e-05) =>
                Call("group_norm", input, num_groups, weight, bias, eps);

            /// <summary>Mean 0 and variance 1 of each channel over the batch, or by the running statistics out of training.</summary>
            public static Tensor batch_norm(Tensor input, Tensor running_mean, Tensor running_var, Tensor weight = null, Tensor bias = null,
                bool training = false, double momentum = 0.1, double eps = 1e-05) =>
                Call("batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>Mean 0 and variance 1 of each channel of each sample.</summary>
            public static Tensor instance_norm(Tensor input, Tensor running_mean = null, Tensor running_var = null, Tensor weight = null,
                Tensor bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1e-05) =>
                Call("instance_norm", input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            /// <summary>Unit length along an axis; lengths below eps count as eps.</summary>
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using var length = Call("norm.ScalarOpt_dim", input, p, new[] { dim }, true);
                using var divisor = Call("clamp_min", length, eps);
                return Call("div.Tensor", input, divisor);
            }
        }
    }
}
