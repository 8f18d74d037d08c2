using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Transformer layers one after the other, over [L, B, D].</summary>
    public sealed class TransformerEncoder : Module<Tensor, Tensor, Tensor, Tensor>, IModule<Tensor, Tensor>, IModule<Tensor, Tensor, Tensor>
    {
        [ComponentName(Name = "layers")] private readonly ModuleList<TransformerEncoderLayer> _layers;

        internal TransformerEncoder(TransformerEncoderLayer layer, long count) : base(nameof(TransformerEncoder))
        {
            _layers = new([.. Enumerable.Range(0, (int)count).Select(_ => layer.Copy())]);
            RegisterComponents();
        }

        /// <summary>Activations of transformer layers.</summary>
        public enum Activations
        {
            /// <summary>max(0, x).</summary>
            ReLU = 0,

            /// <summary>x * Phi(x).</summary>
            GELU = 1,
        }

        /// <summary>Runs the layers without masks.</summary>
        public Tensor call(Tensor src) => base.call(src, null, null);

        /// <summary>Runs the layers with a mask [L, L]: true = not read, or a number to add.</summary>
        public Tensor call(Tensor src, Tensor src_mask) => base.call(src, src_mask, null);

        /// <summary>Runs the layers with a mask [L, L] and a padding mask [B, L]: true = not read.</summary>
        public override Tensor forward(Tensor src, Tensor src_mask, Tensor src_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            var value = src;
            foreach (var layer in _layers)
            {
                value = layer.call(value, src_mask, src_key_padding_mask);
            }

            return (_layers.Count == 0 ? src.alias() : value).MoveToOuterDisposeScope();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Copies of a transformer layer one after the other.</summary>
            public static Modules.TransformerEncoder TransformerEncoder(Modules.TransformerEncoderLayer encoder_layer, long num_layers) =>
                new(encoder_layer, num_layers);
        }
    }
}
