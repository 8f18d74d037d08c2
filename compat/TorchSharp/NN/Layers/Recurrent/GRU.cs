using TorchSharp.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Gated recurrent units over [L, B, I], or [B, L, I] where the batch comes first.</summary>
    public sealed class GRU : Module<Tensor, Tensor, (Tensor, Tensor)>
    {
        private readonly RecurrentWeights _weights;

        internal GRU(RecurrentWeights weights, Device device, ScalarType? dtype) : base(nameof(GRU))
        {
            _weights = weights;
            foreach (var (key, weight) in weights.Create(3, device, dtype))
            {
                register_parameter(key, weight);
            }
        }

        /// <summary>Runs the layers from a state [layers, B, H], or from zeros.</summary>
        /// <returns>What the last layer said at each step, and the last state of each layer.</returns>
        public override (Tensor, Tensor) forward(Tensor input, Tensor h0 = null)
        {
            using var start = h0 is null ? _weights.Start(input) : h0.alias();
            var all = _internal_params.Values.ToArray<Tensor>();
            return Operator.CallTwo("gru.input", input, start, all, _weights.Bias, _weights.Layers, _weights.Dropout, training,
                _weights.Bidirectional, _weights.BatchFirst);
        }

        /// <inheritdoc cref="forward"/>
        public new (Tensor, Tensor) call(Tensor input, Tensor h0 = null) => base.call(input, h0);

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
            /// <summary>Gated recurrent units with fresh weights: uniform within 1 / sqrt(hidden).</summary>
            public static Modules.GRU GRU(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false,
                double dropout = 0.0, bool bidirectional = false, Device device = null, ScalarType? dtype = null) =>
                new(new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional), device, dtype);
        }
    }
}
