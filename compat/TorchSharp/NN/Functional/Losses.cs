namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Cross entropy of logits [B, K, *] and classes [B, *] int64, or probabilities [B, K, *].</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Call("cross_entropy_loss", input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Minus the log probability [B, K, *] of the class [B, *].</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor weight = null, Reduction reduction = Reduction.Mean) =>
                Call("nll_loss_nd", input, target, weight, (long)reduction);

            /// <summary>Cross entropy of probabilities and targets in [0, 1].</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor weight = null, Reduction reduction = Reduction.Mean) =>
                Call("binary_cross_entropy", input, target, weight, (long)reduction);

            /// <summary>Cross entropy of logits and targets in [0, 1].</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor weight = null,
                Reduction reduction = Reduction.Mean, Tensor pos_weights = null) =>
                Call("binary_cross_entropy_with_logits", input, target, weight, pos_weights, (long)reduction);

            /// <summary>(x - y)^2.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Broadcast("mse_loss", input, target, (long)reduction);

            /// <summary>|x - y|.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Broadcast("l1_loss", input, target, (long)reduction);

            /// <summary>Half the square over beta below beta, |x - y| - beta / 2 above.</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                Broadcast("smooth_l1_loss", input, target, (long)reduction, beta);

            /// <summary>Half the square below delta, delta (|x - y| - delta / 2) above.</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                Broadcast("huber_loss", input, target, (long)reduction, delta);

            /// <summary>Kullback-Leibler divergence of log probabilities from targets, which are logs too unless told otherwise.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Call("kl_div", input, target, (long)reduction, log_target);

            /// <summary>Negative log likelihood of counts under Poisson distributions.</summary>
            public static Tensor poisson_nll_loss(Tensor input, Tensor target, bool log_input = true, bool full = false, float eps = 1e-8f,
                Reduction reduction = Reduction.Mean) =>
                Call("poisson_nll_loss", input, target, log_input, full, (double)eps, (long)reduction);

            /// <summary>Connectionist temporal classification.</summary>
            public static Tensor ctc_loss(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, long blank = 0,
                bool zero_infinity = false, Reduction reduction = Reduction.Mean) =>
                Call("ctc_loss.Tensor", log_probs, targets, input_lengths, target_lengths, blank, (long)reduction, zero_infinity);

            /// <summary>Calls a loss with inputs of one shape: its gradient would be wrong for others.</summary>
            private static Tensor Broadcast(string name, Tensor input, Tensor target, params ReadOnlySpan<Engine.Argument> options)
            {
                if (input.shape.AsSpan().SequenceEqual(target.shape))
                {
                    return Call(name, [input, target, .. options]);
                }

                var pair = CallAll("broadcast_tensors", new[] { input, target });
                using var left = pair[0];
                using var right = pair[1];
                return Call(name, [left, right, .. options]);
            }
        }
    }
}
