using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Mean 0 and variance 1 within each group of channels [B, C, *], then weight and bias.</summary>
    public sealed class GroupNorm : Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))] private Parameter _weight;
        [ComponentName(Name = nameof(bias))] private Parameter _bias;

        internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device device,
            ScalarType? dtype) : base(nameof(GroupNorm))
        {
            (this.num_groups, this.eps, this.affine) = (num_groups, eps, affine);
            if (affine)
            {
                weight = Parameter(ones([num_channels], dtype, device));
                bias = Parameter(zeros([num_channels], dtype, device));
            }
        }

        /// <summary>How many groups there are.</summary>
        public long num_groups { get; set; }

        /// <summary>What is added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>Whether there are weight and bias.</summary>
        public bool affine { get; set; }

        /// <summary>[C], or null.</summary>
        public Parameter weight
        {
            get => _weight;
            set => Replace(nameof(weight), ref _weight, value);
        }

        /// <summary>[C], or null.</summary>
        public Parameter bias
        {
            get => _bias;
            set => Replace(nameof(bias), ref _bias, value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => functional.group_norm(tensor, num_groups, _weight, _bias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Mean 0 and variance 1 within each group of channels [B, C, *].</summary>
            public static Modules.GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true,
                Device device = null, ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
