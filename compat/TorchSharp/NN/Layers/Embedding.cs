using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A table of vectors read by index: [*] int64 to [*, D].</summary>
    public sealed class Embedding : Module<Tensor, Tensor>
    {
        private readonly long _padding;
        private readonly double? _maxNorm;
        private readonly double _normType;
        private readonly bool _scale, _sparse;
        [ComponentName(Name = nameof(weight))] private Parameter _weight;

        internal Embedding(Parameter weight, long? padding, double? maxNorm, double normType, bool scale, bool sparse) : base(nameof(Embedding))
        {
            var rows = weight.shape[0];
            if (padding is { } row && (row >= rows || row < -rows))
            {
                throw new ArgumentException($"Expected padding_idx within the {rows} rows of the table; got {row}.");
            }

            _padding = padding is { } index ? (index + rows) % rows : -1;
            (_maxNorm, _normType, _scale, _sparse) = (maxNorm, normType, scale, sparse);
            this.weight = weight;
        }

        /// <summary>[V, D].</summary>
        public Parameter weight
        {
            get => _weight;
            set => Replace(nameof(weight), ref _weight, value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) =>
            functional.embedding(_weight, input, _padding, _maxNorm, _normType, _scale, _sparse);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A fresh table: standard normal, zero at the padding index.</summary>
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null,
                double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device device = null,
                ScalarType? dtype = null)
            {
                var table = Parameter(init.normal_(empty([num_embeddings, embedding_dims], dtype, device)));
                var module = new Modules.Embedding(table, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
                if (padding_idx is { } row)
                {
                    using var mode = no_grad();
                    using var padding = table[row];
                    padding.zero_();
                }

                return module;
            }

            /// <summary>A given table, frozen unless told otherwise.</summary>
            public static Modules.Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null,
                double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device device = null,
                ScalarType? dtype = null)
            {
                using var mode = no_grad();
                var table = Parameter(embeddings.to(dtype ?? embeddings.dtype, device ?? embeddings.device, copy: true), !freeze);
                return new(table, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
            }
        }
    }
}
