using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>x1 A x2 + b over the last axes.</summary>
    public sealed class Bilinear : Module<Tensor, Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))] private Parameter _weight;
        [ComponentName(Name = nameof(bias))] private Parameter _bias;

        internal Bilinear(long in1_features, long in2_features, long out_features, bool hasBias, Device device, ScalarType? dtype)
            : base(nameof(Bilinear))
        {
            (this.in1_features, this.in2_features, this.out_features) = (in1_features, in2_features, out_features);
            weight = Parameter(empty([out_features, in1_features, in2_features], dtype, device));
            init.UniformByFan(_weight, in1_features);
            if (hasBias)
            {
                bias = Parameter(empty([out_features], dtype, device));
                init.UniformByFan(_bias, in1_features);
            }
        }

        /// <summary>The size of the last axis of the first input.</summary>
        public long in1_features { get; set; }

        /// <summary>The size of the last axis of the second input.</summary>
        public long in2_features { get; set; }

        /// <summary>The size of the last axis of the output.</summary>
        public long out_features { get; set; }

        /// <summary>[out, in1, in2].</summary>
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
        public override Tensor forward(Tensor input1, Tensor input2) => functional.bilinear(input1, input2, _weight, _bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x1 A x2 + b over the last axes.</summary>
            public static Modules.Bilinear Bilinear(long in1_features, long in2_features, long out_features, bool hasBias = true,
                Device device = null, ScalarType? dtype = null) =>
                new(in1_features, in2_features, out_features, hasBias, device, dtype);
        }
    }
}
