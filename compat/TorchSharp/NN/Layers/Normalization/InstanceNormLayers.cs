using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Mean 0 and variance 1 of each channel of each sample: [C, L] or [B, C, L].</summary>
    public sealed class InstanceNorm1d : InstanceNorm
    {
        internal InstanceNorm1d(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device device,
            ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm1d))
        {
        }

        /// <inheritdoc/>
        protected override void ValidateInputDimensions(Tensor input) => Expect(input, "[C, L] or [B, C, L]", 2, 3);

        /// <inheritdoc/>
        protected override long GetNumberOfBatchDimensions() => 2;
    }

    /// <summary>Mean 0 and variance 1 of each channel of each sample: [C, H, W] or [B, C, H, W].</summary>
    public sealed class InstanceNorm2d : InstanceNorm
    {
        internal InstanceNorm2d(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device device,
            ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm2d))
        {
        }

        /// <inheritdoc/>
        protected override void ValidateInputDimensions(Tensor input) => Expect(input, "[C, H, W] or [B, C, H, W]", 3, 4);

        /// <inheritdoc/>
        protected override long GetNumberOfBatchDimensions() => 3;
    }

    /// <summary>Mean 0 and variance 1 of each channel of each sample: [C, D, H, W] or [B, C, D, H, W].</summary>
    public sealed class InstanceNorm3d : InstanceNorm
    {
        internal InstanceNorm3d(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device device,
            ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm3d))
        {
        }

        /// <inheritdoc/>
        protected override void ValidateInputDimensions(Tensor input) => Expect(input, "[C, D, H, W] or [B, C, D, H, W]", 4, 5);

        /// <inheritdoc/>
        protected override long GetNumberOfBatchDimensions() => 4;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Mean 0 and variance 1 of each channel of each sample: [C, L] or [B, C, L].</summary>
            public static Modules.InstanceNorm1d InstanceNorm1d(long num_features, double eps = 1e-05, double momentum = 0.1,
                bool affine = false,
                bool track_running_stats = false, Device device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            /// <summary>Mean 0 and variance 1 of each channel of each sample: [C, H, W] or [B, C, H, W].</summary>
            public static Modules.InstanceNorm2d InstanceNorm2d(long num_features, double eps = 1e-05, double momentum = 0.1,
                bool affine = false,
                bool track_running_stats = false, Device device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            /// <summary>Mean 0 and variance 1 of each channel of each sample: [C, D, H, W] or [B, C, D, H, W].</summary>
            public static Modules.InstanceNorm3d InstanceNorm3d(long num_features, double eps = 1e-05, double momentum = 0.1,
                bool affine = false,
                bool track_running_stats = false, Device device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
