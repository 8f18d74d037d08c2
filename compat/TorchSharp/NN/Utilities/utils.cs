namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Work on the parameters of a module as a whole.</summary>
        public static partial class utils
        {
            /// <summary>Scales gradients so that their common norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var mode = no_grad();
                var grads = tensors.Select(tensor => tensor.grad).Where(grad => grad is not null).ToArray();
                if (grads.Length == 0)
                {
                    return 0;
                }

                var norm = CommonNorm(grads, norm_type);
                var total = norm.ToDouble();
                var factor = max_norm / (total + 1e-6);
                if (factor < 1)
                {
                    Engine.Operator.InPlace(null, "_foreach_mul_.Scalar", grads, factor);
                }

                return total;
            }

            /// <summary>Keeps every number of every gradient within [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Modules.Parameter> tensors, double clip_value)
            {
                using var mode = no_grad();
                foreach (var tensor in tensors)
                {
                    using var grad = tensor.grad;
                    grad?.clamp_(-clip_value, clip_value);
                }
            }

            /// <summary>All parameters as one vector.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Modules.Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(tensor => tensor.view(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            /// <summary>Fills parameters, in order, from one vector.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Modules.Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                using var mode = no_grad();
                var start = 0L;
                foreach (var tensor in tensors)
                {
                    tensor.copy_(vec.narrow(0, start, tensor.numel()).view_as(tensor));
                    start += tensor.numel();
                }
            }

            private static Tensor CommonNorm(Tensor[] grads, double type)
            {
                if (double.IsPositiveInfinity(type))
                {
                    return stack(grads.Select(grad => grad.abs().max().to(ScalarType.Float64)).ToArray()).max();
                }

                var norms = Engine.Operator.CallAll("_foreach_norm.Scalar", grads, type);
                return Engine.Operator.Call("linalg_vector_norm", stack(norms), type).to(ScalarType.Float64);
            }
        }
    }
}
