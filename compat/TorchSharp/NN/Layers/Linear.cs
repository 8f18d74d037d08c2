using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>x W^T + b over the last axis: [*, in] to [*, out].</summary>
    public sealed class Linear : Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))] private Parameter _weight;
        [ComponentName(Name = nameof(bias))] private Parameter _bias;

        internal Linear(long inputSize, long outputSize, bool hasBias, Device device, ScalarType? dtype) : base(nameof(Linear))
        {
            (in_features, out_features) = (inputSize, outputSize);
            weight = Parameter(empty([outputSize, inputSize], dtype, device));
            init.kaiming_uniform_(_weight, Math.Sqrt(5));
            if (hasBias)
            {
                bias = Parameter(empty([outputSize], dtype, device));
                init.UniformByFan(_bias, inputSize);
            }
        }

        internal Linear(Parameter weight, Parameter bias) : base(nameof(Linear))
        {
            (in_features, out_features) = (weight.shape[1], weight.shape[0]);
            this.weight = weight;
            this.bias = bias;
        }

        /// <summary>The size of the last axis of the input.</summary>
        public long in_features { get; set; }

        /// <summary>The size of the last axis of the output.</summary>
        public long out_features { get; set; }

        /// <summary>[out, in].</summary>
        public Parameter weight
        {
            get => _weight;
            set => Replace(nameof(weight), ref _weight, value);
        }

        /// <summary>[out], or null.</summary>
        public Parameter bias
        {
            get => _bias;
            set => Replace(nameof(bias), ref _bias, value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => functional.linear(tensor, _weight, _bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x W^T + b with fresh weights: uniform within 1 / sqrt(in).</summary>
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device device = null,
                ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            /// <summary>x W^T + b with the given weights.</summary>
            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter bias = null) => new(weight, bias);
        }
    }
}
