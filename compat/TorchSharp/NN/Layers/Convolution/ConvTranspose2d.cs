using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>The gradient of a convolution over [B, C, H, W], as a layer of its own.</summary>
    public sealed class ConvTranspose2d : ConvolutionTranspose
    {
        internal ConvTranspose2d(long inChannels, long outChannels, long[] kernel, long[] stride, long[] padding, long[] outputPadding,
            long[] dilation, PaddingModes mode, long groups, bool bias, Device device, ScalarType? dtype)
            : base(nameof(ConvTranspose2d), inChannels, outChannels, kernel, stride, padding, null, dilation, true, outputPadding, groups, bias,
                mode, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, long[] output_size)
        {
            var extra = _output_padding(input, output_size, kernel_size, stride, padding, dilation, 2);
            return functional.conv_transpose2d(input, _weight, _bias, stride, padding, extra, dilation, groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The gradient of a convolution over [B, C, H, W], as a layer of its own.</summary>
            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size,
                (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Pair(kernel_size), functional.Pair(stride ?? (1, 1)),
                    functional.Pair(padding ?? (0, 0)), functional.Pair(output_padding ?? (0, 0)),
                    functional.Pair(dilation ?? (1, 1)), padding_mode, groups, bias, device, dtype);

            /// <summary>The gradient of a convolution over [B, C, H, W], as a layer of its own.</summary>
            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1,
                long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 2), functional.Same(stride, 2), functional.Same(padding, 2),
                    functional.Same(output_padding, 2),
                    functional.Same(dilation, 2), padding_mode, groups, bias, device, dtype);
        }
    }
}
