using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Convolution over [B, C, D, H, W].</summary>
    public sealed class Conv3d : Convolution
    {
        internal Conv3d(long inChannels, long outChannels, long[] kernel, long[] stride, long[] padding, Padding? named, long[] dilation,
            PaddingModes mode, long groups, bool bias, Device device, ScalarType? dtype)
            : base(nameof(Conv3d), inChannels, outChannels, kernel, stride, padding, named, dilation, false, functional.Same(0, 3), groups, bias,
                mode, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            if (!ValidateShape(input, 3))
            {
                throw new ArgumentException($"Expected [B, C, D, H, W] or without B, with C={in_channels}; got [{string.Join(", ", input.shape)}].");
            }

            if (PadsBefore)
            {
                using var padded = PadBefore(input);
                return functional.conv3d(padded, _weight, _bias, stride, null, dilation, groups);
            }

            return padding_type is { } named
                ? functional.conv3d_padding(input, _weight, _bias, stride, named, dilation, groups)
                : functional.conv3d(input, _weight, _bias, stride, padding, dilation, groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Convolution over [B, C, D, H, W].</summary>
            public static Modules.Conv3d Conv3d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null,
                ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 3), functional.Same(stride, 3), functional.Same(padding, 3), null,
                    functional.Same(dilation, 3), padding_mode, groups, bias, device, dtype);

            /// <summary>Convolution over [B, C, D, H, W] with padding by name.</summary>
            public static Modules.Conv3d Conv3d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null,
                ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 3), functional.Same(stride, 3), null, padding,
                    functional.Same(dilation, 3), padding_mode, groups, bias, device, dtype);

            /// <summary>Convolution over [B, C, D, H, W].</summary>
            public static Modules.Conv3d Conv3d(long in_channels, long out_channels, (long, long, long) kernel_size,
                (long, long, long)? stride = null,
                (long, long, long)? padding = null, (long, long,
                    long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Triple(kernel_size), functional.Triple(stride ?? (1, 1, 1)),
                    functional.Triple(padding ?? (0, 0, 0)), null,
                    functional.Triple(dilation ?? (1, 1, 1)), padding_mode, groups, bias, device, dtype);

            /// <summary>Convolution over [B, C, D, H, W] with padding by name.</summary>
            public static Modules.Conv3d Conv3d(long in_channels, long out_channels, (long, long, long) kernel_size, Padding padding,
                (long, long, long)? stride = null, (long, long,
                    long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Triple(kernel_size), functional.Triple(stride ?? (1, 1, 1)), null, padding,
                    functional.Triple(dilation ?? (1, 1, 1)), padding_mode, groups, bias, device, dtype);
        }
    }
}
