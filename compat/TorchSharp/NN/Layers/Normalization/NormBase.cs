using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What batch and instance normalisation share.</summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))] private Parameter _weight;
    [ComponentName(Name = nameof(bias))] private Parameter _bias;
    [ComponentName(Name = nameof(running_mean))] private Tensor _running_mean;
    [ComponentName(Name = nameof(running_var))] private Tensor _running_var;
    [ComponentName(Name = nameof(num_batches_tracked))] private Tensor _num_batches_tracked;

    /// <summary>Weight 1, bias 0, running mean 0 and running variance 1.</summary>
    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device device, ScalarType? dtype,
        string name) : base(name)
    {
        (this.num_features, this.eps, this.momentum) = (num_features, eps, momentum);
        (this.affine, this.track_running_stats) = (affine, track_running_stats);
        long[] shape = [num_features];
        if (affine)
        {
            weight = Parameter(ones(shape, dtype, device));
            bias = Parameter(zeros(shape, dtype, device));
        }

        if (track_running_stats)
        {
            running_mean = zeros(shape, dtype, device);
            running_var = ones(shape, dtype, device);
            num_batches_tracked = zeros([], ScalarType.Int64, device);
        }
    }

    /// <summary>Channels.</summary>
    public long num_features { get; private set; }

    /// <summary>What is added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>The share of the newest batch in the running statistics; null for their plain mean.</summary>
    public double? momentum { get; set; }

    /// <summary>Whether there are weight and bias.</summary>
    public bool affine { get; private set; }

    /// <summary>Whether there are running statistics.</summary>
    public bool track_running_stats { get; private set; }

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

    /// <summary>[C], or null.</summary>
    public Tensor running_mean
    {
        get => _running_mean;
        set => Replace(nameof(running_mean), ref _running_mean, value);
    }

    /// <summary>[C], or null.</summary>
    public Tensor running_var
    {
        get => _running_var;
        set => Replace(nameof(running_var), ref _running_var, value);
    }

    /// <summary>How many batches the running statistics have seen, as a tensor of no axes; or null.</summary>
    public Tensor num_batches_tracked
    {
        get => _num_batches_tracked;
        set => Replace(nameof(num_batches_tracked), ref _num_batches_tracked, value);
    }

    /// <summary>Sets weight and bias back to 1 and 0, and the running statistics too.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (affine)
        {
            init.ones_(_weight);
            init.zeros_(_bias);
        }
    }

    /// <summary>Sets the running statistics back to mean 0 and variance 1.</summary>
    public void reset_running_stats()
    {
        if (track_running_stats)
        {
            init.zeros_(_running_mean);
            init.ones_(_running_var);
            init.zeros_(_num_batches_tracked);
        }
    }

    /// <summary>Throws where a tensor has other axes than this layer takes.</summary>
    protected abstract void ValidateInputDimensions(Tensor input);

    /// <summary>Counts a batch and says how much it changes the running statistics.</summary>
    private protected double Count()
    {
        using var mode = no_grad();
        _num_batches_tracked.add_(1);
        return momentum ?? 1.0 / _num_batches_tracked.ToInt64();
    }

    private protected static void Expect(Tensor input, string axes, params int[] dimensions)
    {
        if (!dimensions.Contains((int)input.dim()))
        {
            throw new ArgumentException($"Expected {axes}; got [{string.Join(", ", input.shape)}].");
        }
    }
}
