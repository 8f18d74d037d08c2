using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>The gradient of a convolution over [B, C, L], as a layer of its own.</summary>
    public sealed class ConvTranspose1d : ConvolutionTranspose
    {
        internal ConvTranspose1d(long inChannels, long outChannels, long[] kernel, long[] stride, long[] padding, long[] outputPadding,
            long[] dilation, PaddingModes mode, long groups, bool bias, Device device, ScalarType? dtype)
            : base(nameof(ConvTranspose1d), inChannels, outChannels, kernel, stride, padding, null, dilation, true, outputPadding, groups, bias,
                mode, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, long[] output_size)
        {
            var extra = _output_padding(input, output_size, kernel_size, stride, padding, dilation, 1);
            return functional.conv_transpose1d(input, _weight, _bias, stride[0], padding[0], extra[0], dilation[0], groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The gradient of a convolution over [B, C, L], as a layer of its own.</summary>
            public static Modules.ConvTranspose1d ConvTranspose1d(long in_channels, long out_channels, long kernel_size, long stride = 1,
                long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1, bool bias = true, Device device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 1), functional.Same(stride, 1), functional.Same(padding, 1),
                    functional.Same(output_padding, 1),
                    functional.Same(dilation, 1), padding_mode, groups, bias, device, dtype);
        }
    }
}
