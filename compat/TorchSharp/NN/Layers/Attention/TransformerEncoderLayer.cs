using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Self-attention and two linear layers, each with a residual and a norm after it; over [L, B, D].</summary>
    public sealed class TransformerEncoderLayer : Module<Tensor, Tensor>, IModule<Tensor, Tensor, Tensor>, IModule<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly Activations _activation;
        private readonly double _dropout;
        [ComponentName(Name = "self_attn")] private readonly MultiheadAttention _attention;
        [ComponentName(Name = "linear1")] private readonly Linear _wide;
        [ComponentName(Name = "linear2")] private readonly Linear _narrow;
        [ComponentName(Name = "norm1")] private readonly LayerNorm _first;
        [ComponentName(Name = "norm2")] private readonly LayerNorm _second;

        internal TransformerEncoderLayer(long width, long heads, long inner, double dropout, Activations activation)
            : base(nameof(TransformerEncoderLayer))
        {
            (Width, Heads, Inner, _dropout, _activation) = (width, heads, inner, dropout, activation);
            _attention = MultiheadAttention(width, heads, dropout);
            _wide = Linear(width, inner);
            _narrow = Linear(inner, width);
            _first = LayerNorm(width);
            _second = LayerNorm(width);
            RegisterComponents();
        }

        internal long Width { get; }

        internal long Heads { get; }

        internal long Inner { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor src) => call(src, null, null);

        /// <summary>Runs the layer with a mask [L, L]: true = not read, or a number to add.</summary>
        public Tensor call(Tensor src, Tensor src_mask) => call(src, src_mask, null);

        /// <summary>Runs the layer with a mask [L, L] and a padding mask [B, L]: true = not read.</summary>
        public Tensor call(Tensor src, Tensor src_mask, Tensor src_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            var read = _attention.call(src, src, src, src_key_padding_mask, false, src_mask).Item1;
            var x = _first.call(src + Drop(read));
            var wide = _wide.call(x);
            wide = _activation == Activations.GELU ? functional.gelu(wide) : functional.relu(wide);
            return _second.call(x + Drop(_narrow.call(Drop(wide)))).MoveToOuterDisposeScope();
        }

        /// <summary>A layer of the same shape and the same values.</summary>
        internal TransformerEncoderLayer Copy()
        {
            var copy = new TransformerEncoderLayer(Width, Heads, Inner, _dropout, _activation);
            copy.load_state_dict(state_dict());
            return copy;
        }

        private Tensor Drop(Tensor tensor) => _dropout > 0 ? functional.dropout(tensor, _dropout, training) : tensor;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A transformer layer over [L, B, D].</summary>
            public static Modules.TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8,
                long dim_feedforward = 2048,
                double dropout = 0.1, Activations activation = Activations.ReLU) =>
                new(d_model, nhead, dim_feedforward, dropout, activation);
        }
    }
}
