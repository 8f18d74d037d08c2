using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>x above 0, a learned slope below.</summary>
    public sealed class PReLU : Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))] private Parameter _weight;

        internal PReLU(long num_parameters, double init, Device device, ScalarType? dtype) : base(nameof(PReLU))
        {
            (this.num_parameters, this.init) = (num_parameters, init);
            weight = Parameter(full([num_parameters], init, dtype ?? get_default_dtype(), device));
        }

        /// <summary>How many slopes there are: one, or one for each channel.</summary>
        public long num_parameters { get; private set; }

        /// <summary>The slope at first.</summary>
        public double init { get; private set; }

        /// <summary>The slopes.</summary>
        public Parameter weight
        {
            get => _weight;
            set => Replace(nameof(weight), ref _weight, value);
        }

        /// <inheritdoc/>
        public override string GetName() => nameof(PReLU);

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => functional.prelu(tensor, _weight);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x above 0, a learned slope below.</summary>
            public static Modules.PReLU PReLU(long num_parameters, double init = 0.25, Device device = null, ScalarType? dtype = null) =>
                new(num_parameters, init, device, dtype);
        }
    }
}
