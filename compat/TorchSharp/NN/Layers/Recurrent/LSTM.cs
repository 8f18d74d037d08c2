using TorchSharp.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Long short-term memory over [L, B, I], or [B, L, I] where the batch comes first.</summary>
    public sealed class LSTM : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
    {
        private readonly RecurrentWeights _weights;

        internal LSTM(RecurrentWeights weights, Device device, ScalarType? dtype) : base(nameof(LSTM))
        {
            _weights = weights;
            foreach (var (key, weight) in weights.Create(4, device, dtype))
            {
                register_parameter(key, weight);
            }
        }

        /// <summary>Runs the layers from states [layers, B, H], or from zeros.</summary>
        /// <returns>What the last layer said at each step, and the last two states of each layer.</returns>
        public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
        {
            using var hidden = h0_c0 is { } given ? given.Item1.alias() : _weights.Start(input);
            using var cell = h0_c0 is { } state ? state.Item2.alias() : _weights.Start(input);
            Tensor[] start = [hidden, cell];
            var all = _internal_params.Values.ToArray<Tensor>();
            return Operator.CallThree("lstm.input", input, start, all, _weights.Bias, _weights.Layers, _weights.Dropout, training,
                _weights.Bidirectional, _weights.BatchFirst);
        }

        /// <inheritdoc cref="forward"/>
        public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

        /// <summary>Nothing to do on the processor.</summary>
        public void flatten_parameters()
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Long short-term memory with fresh weights: uniform within 1 / sqrt(hidden).</summary>
            public static Modules.LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false,
                double dropout = 0.0, bool bidirectional = false, Device device = null, ScalarType? dtype = null) =>
                new(new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional), device, dtype);
        }
    }
}
