using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>The gradient of a convolution over [B, C, D, H, W], as a layer of its own.</summary>
    public sealed class ConvTranspose3d : ConvolutionTranspose
    {
        internal ConvTranspose3d(long inChannels, long outChannels, long[] kernel, long[] stride, long[] padding, long[] outputPadding,
            long[] dilation, PaddingModes mode, long groups, bool bias, Device device, ScalarType? dtype)
            : base(nameof(ConvTranspose3d), inChannels, outChannels, kernel, stride, padding, null, dilation, true, outputPadding, groups, bias,
                mode, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, long[] output_size)
        {
            var extra = _output_padding(input, output_size, kernel_size, stride, padding, dilation, 3);
            return functional.conv_transpose3d(input, _weight, _bias, stride, padding, extra, dilation, groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The gradient of a convolution over [B, C, D, H, W], as a layer of its own.</summary>
            public static Modules.ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, (long, long, long) kernel_size,
                (long, long, long)? stride = null, (long, long, long)? padding = null, (long, long, long)? output_padding = null,
                (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Triple(kernel_size), functional.Triple(stride ?? (1, 1, 1)),
                    functional.Triple(padding ?? (0, 0, 0)), functional.Triple(output_padding ?? (0, 0, 0)),
                    functional.Triple(dilation ?? (1, 1, 1)), padding_mode, groups, bias, device, dtype);

            /// <summary>The gradient of a convolution over [B, C, D, H, W], as a layer of its own.</summary>
            public static Modules.ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, long kernel_size, long stride = 1,
                long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 3), functional.Same(stride, 3), functional.Same(padding, 3),
                    functional.Same(output_padding, 3),
                    functional.Same(dilation, 3), padding_mode, groups, bias, device, dtype);
        }
    }
}
