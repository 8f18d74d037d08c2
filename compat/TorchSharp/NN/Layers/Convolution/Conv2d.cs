using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Convolution over [B, C, H, W].</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(long inChannels, long outChannels, long[] kernel, long[] stride, long[] padding, Padding? named, long[] dilation,
            PaddingModes mode, long groups, bool bias, Device device, ScalarType? dtype)
            : base(nameof(Conv2d), inChannels, outChannels, kernel, stride, padding, named, dilation, false, functional.Same(0, 2), groups, bias,
                mode, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            if (!ValidateShape(input, 2))
            {
                throw new ArgumentException($"Expected [B, C, H, W] or without B, with C={in_channels}; got [{string.Join(", ", input.shape)}].");
            }

            if (PadsBefore)
            {
                using var padded = PadBefore(input);
                return functional.conv2d(padded, _weight, _bias, stride, null, dilation, groups);
            }

            return padding_type is { } named
                ? functional.conv2d_padding(input, _weight, _bias, stride, named, dilation, groups)
                : functional.conv2d(input, _weight, _bias, stride, padding, dilation, groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Convolution over [B, C, H, W].</summary>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null,
                ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 2), functional.Same(stride, 2), functional.Same(padding, 2), null,
                    functional.Same(dilation, 2), padding_mode, groups, bias, device, dtype);

            /// <summary>Convolution over [B, C, H, W] with padding by name.</summary>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null,
                ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 2), functional.Same(stride, 2), null, padding,
                    functional.Same(dilation, 2), padding_mode, groups, bias, device, dtype);

            /// <summary>Convolution over [B, C, H, W].</summary>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Pair(kernel_size), functional.Pair(stride ?? (1, 1)),
                    functional.Pair(padding ?? (0, 0)), null,
                    functional.Pair(dilation ?? (1, 1)), padding_mode, groups, bias, device, dtype);

            /// <summary>Convolution over [B, C, H, W] with padding by name.</summary>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, Padding padding,
                (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Pair(kernel_size), functional.Pair(stride ?? (1, 1)), null, padding,
                    functional.Pair(dilation ?? (1, 1)), padding_mode, groups, bias, device, dtype);
        }
    }
}
