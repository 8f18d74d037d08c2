using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What transposed convolutions share.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    /// <summary>A transposed convolution with fresh weights.</summary>
    protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding,
        Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
        Device device = null, ScalarType? dtype = null)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias,
            padding_mode, device, dtype)
    {
        if (padding_mode != PaddingModes.Zeros)
        {
            throw new ArgumentException($"Expected padding with zeros in a transposed convolution; got {padding_mode}.");
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => forward(input, null);

    /// <summary>The result in a size of one's choice, among those that the stride leaves open.</summary>
    public abstract Tensor forward(Tensor input, long[] output_size);

    /// <summary>The padding of the output that leads to a size; that of construction where no size is given.</summary>
    /// <exception cref="ArgumentException">The size is out of reach.</exception>
    protected long[] _output_padding(Tensor input, long[] output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation,
        long num_spatial_dims)
    {
        if (output_size is null)
        {
            return output_padding;
        }

        var axes = (int)num_spatial_dims;
        var asked = output_size[^axes..];
        var given = input.shape[^axes..];
        var result = new long[axes];
        for (var i = 0; i < axes; i++)
        {
            var least = ((given[i] - 1) * stride[i]) - (2 * padding[i]) + (dilation[i] * (kernel_size[i] - 1)) + 1;
            result[i] = asked[i] - least;
            if (result[i] < 0 || result[i] >= Math.Max(stride[i], dilation[i]))
            {
                throw new ArgumentException($"Expected an output size from {least} to {least + stride[i] - 1}; got {asked[i]}.");
            }
        }

        return result;
    }
}
