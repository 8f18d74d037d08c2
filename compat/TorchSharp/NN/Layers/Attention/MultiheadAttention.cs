using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Attention with several heads over [L, B, E]; the batch is the second axis.</summary>
    public sealed class MultiheadAttention : Module<Tensor, Tensor, Tensor, Tensor, bool, Tensor, Tuple<Tensor, Tensor>>
    {
        private readonly long _width, _heads;
        private readonly double _dropout;
        private readonly bool _addZero;
        [ComponentName(Name = "in_proj_weight")] private Parameter _in;
        [ComponentName(Name = "q_proj_weight")] private Parameter _query;
        [ComponentName(Name = "k_proj_weight")] private Parameter _key;
        [ComponentName(Name = "v_proj_weight")] private Parameter _value;
        [ComponentName(Name = "in_proj_bias")] private Parameter _inBias;
        [ComponentName(Name = "out_proj.weight")] private Parameter _out;
        [ComponentName(Name = "out_proj.bias")] private Parameter _outBias;
        [ComponentName(Name = "bias_k")] private Parameter _keyBias;
        [ComponentName(Name = "bias_v")] private Parameter _valueBias;

        internal MultiheadAttention(long width, long heads, double dropout, bool bias, bool addBias, bool addZero, long keyWidth,
            long valueWidth)
            : base(nameof(MultiheadAttention))
        {
            if (width % heads != 0)
            {
                throw new ArgumentException($"Expected embedded_dim to be a multiple of the {heads} heads; got {width}.");
            }

            (_width, _heads, _dropout, _addZero) = (width, heads, dropout, addZero);
            if (keyWidth == width && valueWidth == width)
            {
                Replace("in_proj_weight", ref _in, Parameter(init.xavier_uniform_(empty(3 * width, width))));
            }
            else
            {
                Replace("q_proj_weight", ref _query, Parameter(init.xavier_uniform_(empty(width, width))));
                Replace("k_proj_weight", ref _key, Parameter(init.xavier_uniform_(empty(width, keyWidth))));
                Replace("v_proj_weight", ref _value, Parameter(init.xavier_uniform_(empty(width, valueWidth))));
            }

            Replace("in_proj_bias", ref _inBias, bias ? Parameter(zeros(3 * width)) : null);
            Replace("out_proj.weight", ref _out, Parameter(init.kaiming_uniform_(empty(width, width), Math.Sqrt(5))));
            Replace("out_proj.bias", ref _outBias, bias ? Parameter(zeros(width)) : null);
            Replace("bias_k", ref _keyBias, addBias ? Parameter(init.xavier_normal_(empty(1, 1, width))) : null);
            Replace("bias_v", ref _valueBias, addBias ? Parameter(init.xavier_normal_(empty(1, 1, width))) : null);
        }

        /// <inheritdoc cref="forward"/>
        public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor key_padding_mask = null, bool need_weights = true,
            Tensor attn_mask = null) =>
            base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

        /// <summary>Reads values [S, B, V] where queries [L, B, E] match keys [S, B, K].</summary>
        /// <param name="query">[L, B, E].</param>
        /// <param name="key">[S, B, K].</param>
        /// <param name="value">[S, B, V].</param>
        /// <param name="key_padding_mask">[B, S]; true = not read.</param>
        /// <param name="need_weights">Whether the weights are wanted too.</param>
        /// <param name="attn_mask">[L, S] or [B heads, L, S]; true = not read, or a number to add.</param>
        /// <returns>[L, B, E] and, if wanted, the mean over the heads of the weights [B, L, S]; else an invalid tensor.</returns>
        public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor key_padding_mask, bool need_weights,
            Tensor attn_mask)
        {
            using var scope = NewDisposeScope();
            var (length, batch) = (query.shape[0], query.shape[1]);
            var (q, k, v) = Project(query, key, value);
            (k, v) = Extend(k, v, ref key_padding_mask, ref attn_mask);
            var heads = batch * _heads;
            var keys = Split(k, heads);
            var scores = (Split(q, heads) * (1 / Math.Sqrt(_width / _heads))).bmm(keys.transpose(1, 2));
            var weights = functional.softmax(Mask(scores, batch, key_padding_mask, attn_mask), -1);
            var kept = _dropout > 0 ? functional.dropout(weights, _dropout, training) : weights;
            var read = kept.bmm(Split(v, heads)).transpose(0, 1).contiguous().view(length, batch, _width);
            var result = functional.linear(read, _out, _outBias).MoveToOuterDisposeScope();
            if (need_weights)
            {
                var mean = kept.view(batch, _heads, length, keys.shape[1]).mean([1L]);
                return Tuple.Create(result, mean.MoveToOuterDisposeScope());
            }

            var none = empty(0).MoveToOuterDisposeScope();
            none.Dispose();
            return Tuple.Create(result, none);
        }

        private (Tensor q, Tensor k, Tensor v) Project(Tensor query, Tensor key, Tensor value)
        {
            if (_in is not null && ReferenceEquals(query, key) && ReferenceEquals(key, value))
            {
                var all = functional.linear(query, _in, _inBias).chunk(3, -1);
                return (all[0], all[1], all[2]);
            }

            Tensor Side(Tensor input, Parameter own, long index) => functional.linear(
                input, own ?? _in.narrow(0, index * _width, _width), _inBias?.narrow(0, index * _width, _width));
            return (Side(query, _query, 0), Side(key, _key, 1), Side(value, _value, 2));
        }

        /// <summary>Adds the learned key and the zero key, which no mask hides.</summary>
        private (Tensor k, Tensor v) Extend(Tensor k, Tensor v, ref Tensor padding, ref Tensor mask)
        {
            if (_keyBias is not null)
            {
                k = cat([k, _keyBias.repeat(1, k.shape[1], 1)]);
                v = cat([v, _valueBias.repeat(1, v.shape[1], 1)]);
                (padding, mask) = (Open(padding), Open(mask));
            }

            if (_addZero)
            {
                k = cat([k, zeros_like(k.narrow(0, 0, 1))]);
                v = cat([v, zeros_like(v.narrow(0, 0, 1))]);
                (padding, mask) = (Open(padding), Open(mask));
            }

            return (k, v);
        }

        private static Tensor Open(Tensor mask) => mask is null ? null : functional.pad(mask, (0, 1));

        private Tensor Split(Tensor tensor, long heads) =>
            tensor.contiguous().view(tensor.shape[0], heads, _width / _heads).transpose(0, 1);

        private Tensor Mask(Tensor scores, long batch, Tensor padding, Tensor mask)
        {
            if (mask is not null)
            {
                scores = mask.dtype == ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores + mask;
            }

            if (padding is null)
            {
                return scores;
            }

            var (length, keys) = (scores.shape[1], scores.shape[2]);
            return scores.view(batch, _heads, length, keys)
                .masked_fill(padding.to(ScalarType.Bool).view(batch, 1, 1, keys), double.NegativeInfinity)
                .view(batch * _heads, length, keys);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Attention with several heads over [L, B, E].</summary>
            public static Modules.MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0.0,
                bool bias = true,
                bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null) =>
                new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim ?? embedded_dim, vdim ?? embedded_dim);
        }
    }
}
