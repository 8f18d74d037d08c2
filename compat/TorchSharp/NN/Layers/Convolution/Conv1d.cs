using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Convolution over [B, C, L].</summary>
    public sealed class Conv1d : Convolution
    {
        internal Conv1d(long inChannels, long outChannels, long[] kernel, long[] stride, long[] padding, Padding? named, long[] dilation,
            PaddingModes mode, long groups, bool bias, Device device, ScalarType? dtype)
            : base(nameof(Conv1d), inChannels, outChannels, kernel, stride, padding, named, dilation, false, functional.Same(0, 1), groups, bias,
                mode, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            if (!ValidateShape(input, 1))
            {
                throw new ArgumentException($"Expected [B, C, L] or without B, with C={in_channels}; got [{string.Join(", ", input.shape)}].");
            }

            if (PadsBefore)
            {
                using var padded = PadBefore(input);
                return functional.conv1d(padded, _weight, _bias, stride[0], null, dilation[0], groups);
            }

            return padding_type is { } named
                ? functional.conv1d_padding(input, _weight, _bias, stride[0], named, dilation[0], groups)
                : functional.conv1d(input, _weight, _bias, stride[0], padding[0], dilation[0], groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Convolution over [B, C, L].</summary>
            public static Modules.Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null,
                ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 1), functional.Same(stride, 1), functional.Same(padding, 1), null,
                    functional.Same(dilation, 1), padding_mode, groups, bias, device, dtype);

            /// <summary>Convolution over [B, C, L] with padding by name.</summary>
            public static Modules.Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device device = null,
                ScalarType? dtype = null) =>
                new(in_channels, out_channels, functional.Same(kernel_size, 1), functional.Same(stride, 1), null, padding,
                    functional.Same(dilation, 1), padding_mode, groups, bias, device, dtype);
        }
    }
}
