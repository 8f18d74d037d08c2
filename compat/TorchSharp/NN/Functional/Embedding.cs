using static TorchSharp.Engine.Operator;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The rows of [V, D] at the indices [*]: [*, D]; rows at <paramref name="padding_idx"/> get no gradient.</summary>
            internal static Tensor embedding(Tensor weight, Tensor indices, long padding_idx = -1, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false)
            {
                if (max_norm is { } bound)
                {
                    using var mode = no_grad();
                    using var flat = indices.contiguous();
                    InPlace(weight, "embedding_renorm_", weight, flat, bound, norm_type);
                }

                return Call("embedding", weight, indices, padding_idx, scale_grad_by_freq, sparse);
            }
        }
    }
}
