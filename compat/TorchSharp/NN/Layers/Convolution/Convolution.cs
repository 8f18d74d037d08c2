using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What convolutions share.</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    /// <summary>Channels of the input.</summary>
    protected long input_channels;

    /// <summary>The padding that padding modes other than zeros apply beforehand: last axis first, before and after.</summary>
    protected long[] _reversed_padding_repeated_twice;

    /// <summary>[out, in / groups, k..], or [in, out / groups, k..] where transposed.</summary>
    [ComponentName(Name = nameof(weight))] protected Parameter _weight;

    /// <summary>[out], or null.</summary>
    [ComponentName(Name = nameof(bias))] protected Parameter _bias;

    /// <summary>A convolution with fresh weights: uniform within 1 / sqrt(in / groups * kernel).</summary>
    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding,
        Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
        Device device = null, ScalarType? dtype = null) : base(name)
    {
        Check(in_channels, groups, nameof(in_channels));
        Check(out_channels, groups, nameof(out_channels));
        input_channels = in_channels;
        (this.in_channels, this.out_channels, this.kernel_size, this.stride) = (in_channels, out_channels, kernel_size, stride);
        (this.dilation, this.transposed, this.output_padding) = (dilation, transposed, output_padding);
        (this.groups, this.padding_mode) = (groups, padding_mode);
        if (padding_type is { } type)
        {
            SetPadding(type);
        }
        else
        {
            SetPadding(padding);
        }

        long[] shape = transposed ? [in_channels, out_channels / groups, .. kernel_size] : [out_channels, in_channels / groups, .. kernel_size];
        weight = Parameter(empty(shape, dtype, device));
        this.bias = bias ? Parameter(empty([out_channels], dtype, device)) : null;
        reset_parameters();
    }

    /// <summary>Channels of the input.</summary>
    public long in_channels { get; }

    /// <summary>Channels of the output.</summary>
    public long out_channels { get; }

    /// <summary>The kernel's size along each axis.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>The step along each axis.</summary>
    public long[] stride { get; set; }

    /// <summary>The padding along each axis.</summary>
    public long[] padding { get; private set; }

    /// <summary>The padding by name, or null.</summary>
    public Padding? padding_type { get; private set; }

    /// <summary>The distance of the kernel's points along each axis.</summary>
    public long[] dilation { get; set; }

    /// <summary>Whether this is a transposed convolution.</summary>
    public bool transposed { get; }

    /// <summary>What is added to the output's size along each axis; of transposed convolutions.</summary>
    public long[] output_padding { get; set; }

    /// <summary>How many groups of channels do not see each other.</summary>
    public long groups { get; set; }

    /// <summary>What padding is filled with.</summary>
    public PaddingModes padding_mode { get; set; }

    /// <summary>[out, in / groups, k..], or [in, out / groups, k..] where transposed.</summary>
    public Parameter weight
    {
        get => _weight;
        set => Replace(nameof(weight), ref _weight, value);
    }

    /// <summary>[out], or null.</summary>
    public Parameter bias
    {
        get => _bias;
        set => Replace(nameof(bias), ref _bias, value);
    }

    /// <summary>Sets the padding along each axis.</summary>
    public void SetPadding(long[] padding)
    {
        (this.padding, padding_type) = (padding, null);
        _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(size => new[] { size, size })];
    }

    /// <summary>Sets the padding by name.</summary>
    public void SetPadding(Padding padding)
    {
        (padding_type, this.padding) = (padding, null);
        var totals = dilation.Zip(kernel_size, (step, size) => padding == Padding.Same ? step * (size - 1) : 0).Reverse();
        _reversed_padding_repeated_twice = [.. totals.SelectMany(total => new[] { total / 2, total - (total / 2) })];
    }

    /// <summary>Draws fresh weights.</summary>
    public void reset_parameters()
    {
        init.kaiming_uniform_(_weight, Math.Sqrt(5));
        if (_bias is not null)
        {
            init.UniformByFan(_bias, init.CalculateFanInAndFanOut(_weight).fanIn);
        }
    }

    /// <summary>Whether a tensor has the axes of a batch, or of one sample, and the right channels.</summary>
    protected bool ValidateShape(Tensor input, long dimensions)
    {
        var shape = input.shape;
        return (shape.Length == dimensions + 2 && shape[1] == input_channels) || (shape.Length == dimensions + 1 && shape[0] == input_channels);
    }

    /// <summary>The input padded beforehand where the mode asks for it; else the input itself.</summary>
    private protected Tensor PadBefore(Tensor input) => padding_mode == PaddingModes.Zeros
        ? input
        : functional.pad(input, _reversed_padding_repeated_twice, padding_mode);

    private protected bool PadsBefore => padding_mode != PaddingModes.Zeros;

    private static void Check(long channels, long groups, string what)
    {
        if (groups <= 0 || channels % groups != 0)
        {
            throw new ArgumentException($"Expected {what} to be a multiple of the {groups} groups; got {channels}.");
        }
    }
}
