using static TorchSharp.Engine.Operator;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Lazy<bool> HasFusedAttention = new(() => Exists("aten::scaled_dot_product_attention"));

            /// <summary>softmax(q k^T / sqrt(E) + mask) v for q [.., L, E], k [.., S, E], v [.., S, V].</summary>
            /// <param name="query">[.., L, E].</param>
            /// <param name="key">[.., S, E].</param>
            /// <param name="value">[.., S, V].</param>
            /// <param name="attn_mask">Broadcasts to [.., L, S]; true = takes part, or a number to add to the scores.</param>
            /// <param name="p">Probability of dropping a weight; applied in training and out of it.</param>
            /// <param name="is_casual">Query i sees keys 0 to i; excludes a mask.</param>
            /// <returns>[.., L, V]; zero where a query sees no key.</returns>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor attn_mask = null, double p = 0,
                bool is_casual = false)
            {
                if (is_casual && attn_mask is not null)
                {
                    throw new ArgumentException("Casual attention mask should not be set when is_casual is set", nameof(is_casual));
                }

                if (HasFusedAttention.Value)
                {
                    return Call("scaled_dot_product_attention", query, key, value, attn_mask, p, is_casual);
                }

                using var scope = NewDisposeScope();
                var scores = (query * (1 / Math.Sqrt(query.shape[^1]))).matmul(key.transpose(-2, -1));
                var mask = is_casual ? ones(query.shape[^2], key.shape[^2], ScalarType.Bool, query.device).tril_() : attn_mask;
                if (mask is null)
                {
                    return Read(scores, value, p).MoveToOuterDisposeScope();
                }

                var (bias, empty) = Bias(mask, scores);
                return Read(scores.add_(bias), value, p).masked_fill(empty, 0).MoveToOuterDisposeScope();
            }

            private static unsafe bool Exists(string name)
            {
                fixed (byte* plain = Text(name), overload = Text(""))
                {
                    return Engine.Native.find_operator(plain, overload) != IntPtr.Zero;
                }
            }

            private static Tensor Read(Tensor scores, Tensor value, double p)
            {
                var weights = softmax(scores, -1);
                return (p > 0 ? dropout(weights, p) : weights).matmul(value);
            }

            /// <summary>What to add to the scores, and which rows see nothing. Half the lowest number stands for minus infinity:
            /// it vanishes in the softmax as well and keeps NaN out of rows without a key.</summary>
            private static (Tensor bias, Tensor empty) Bias(Tensor mask, Tensor scores)
            {
                var lowest = finfo(scores.dtype).min / 2;
                if (mask.dtype == ScalarType.Bool)
                {
                    return (zeros_like(mask, scores.dtype).masked_fill_(mask.logical_not(), lowest), mask.any(-1, true).logical_not_());
                }

                return (mask.clamp_min(lowest), (mask <= lowest).all(-1, true));
            }
        }
    }
}
