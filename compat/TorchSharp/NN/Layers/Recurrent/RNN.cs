using TorchSharp.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Plain recurrent units over [L, B, I], or [B, L, I] where the batch comes first.</summary>
    public sealed class RNN : Module<Tensor, Tensor, (Tensor, Tensor)>
    {
        private readonly RecurrentWeights _weights;
        private readonly bool _relu;

        internal RNN(RecurrentWeights weights, NonLinearities nonLinearity, Device device, ScalarType? dtype) : base(nameof(RNN))
        {
            _weights = weights;
            _relu = nonLinearity == NonLinearities.ReLU;
            foreach (var (key, weight) in weights.Create(1, device, dtype))
            {
                register_parameter(key, weight);
            }
        }

        /// <summary>Runs the layers from a state [layers, B, H], or from zeros.</summary>
        /// <returns>What the last layer said at each step, and the last state of each layer.</returns>
        public override (Tensor, Tensor) forward(Tensor input, Tensor h0)
        {
            using var start = h0 is null ? _weights.Start(input) : h0.alias();
            var all = _internal_params.Values.ToArray<Tensor>();
            return Operator.CallTwo(_relu ? "rnn_relu.input" : "rnn_tanh.input", input, start, all, _weights.Bias, _weights.Layers, _weights.Dropout, training,
                _weights.Bidirectional, _weights.BatchFirst);
        }

        /// <inheritdoc cref="forward"/>
        public new (Tensor, Tensor) call(Tensor input, Tensor h0 = null) => base.call(input, h0);

        /// <summary>weight_ih of a layer.</summary>
        public Parameter get_weight_ih(long idx) => get_parameter($"weight_ih_l{idx}");

        /// <summary>weight_hh of a layer.</summary>
        public Parameter get_weight_hh(long idx) => get_parameter($"weight_hh_l{idx}");

        /// <summary>bias_ih of a layer.</summary>
        public Parameter get_bias_ih(long idx) => get_parameter($"bias_ih_l{idx}");

        /// <summary>bias_hh of a layer.</summary>
        public Parameter get_bias_hh(long idx) => get_parameter($"bias_hh_l{idx}");

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
            /// <summary>Plain recurrent units with fresh weights: uniform within 1 / sqrt(hidden).</summary>
            public static Modules.RNN RNN(long inputSize, long hiddenSize, long numLayers = 1,
                NonLinearities nonLinearity = NonLinearities.Tanh, bool bias = true, bool batchFirst = false,
                double dropout = 0.0, bool bidirectional = false, Device device = null, ScalarType? dtype = null) =>
                new(new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional), nonLinearity, device, dtype);
        }
    }
}
