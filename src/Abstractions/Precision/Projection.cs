using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi;

/// <summary>A linear map that computes in the type that <see cref="Precision"/> names; otherwise TorchSharp's <c>Linear</c>, with its weights, names and start.</summary>
public sealed class Projection : Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")] private Parameter _weight;
    [ComponentName(Name = "bias")] private Parameter? _bias;

    /// <summary>Makes a map.</summary>
    /// <param name="inputs">Width of what comes in.</param>
    /// <param name="outputs">Width of what goes out.</param>
    /// <param name="hasBias">Whether a learned vector is added. Default yes.</param>
    public Projection(long inputs, long outputs, bool hasBias = true) : base("projection")
    {
        _weight = new Parameter(init.kaiming_uniform_(empty(outputs, inputs), Math.Sqrt(5)));
        var bound = 1 / Math.Sqrt(inputs);
        if (hasBias) _bias = new Parameter(init.uniform_(empty(outputs), -bound, bound));
        RegisterComponents();
    }

    // Module.to sets both properties to new parameters, which each must register itself.

    /// <summary>[outputs, inputs].</summary>
    public Parameter weight { get => _weight; private set => ConditionallyRegisterParameter(nameof(weight), _weight = value); }

    /// <summary>[outputs]; null = none is added.</summary>
    public Parameter? bias { get => _bias; private set => ConditionallyRegisterParameter(nameof(bias), _bias = value); }

    /// <summary>[…, inputs] → […, outputs], in the type of the products; float32 numbers of that type's digits where the processor lacks bfloat16.</summary>
    public override Tensor forward(Tensor x) => Map(x, _weight, _bias);

    /// <summary>What <c>forward(norm.forward(x))</c> gives, of what the norm standardises <c>x</c> to before its scale and shift.</summary>
    /// <remarks>
    /// The scale and shift go into the map. So layers that norm the same tokens standardise them once,
    /// and tokens that need no gradient are given none: a third of the work of the backward pass.
    /// </remarks>
    /// <param name="norm">The norm before this map.</param>
    /// <param name="standardised">[…, inputs] of mean 0 and variance 1.</param>
    public Tensor After(LayerNorm norm, Tensor standardised)
    {
        using var scope = NewDisposeScope();
        var shift = _weight.mv(norm.bias);
        return Map(standardised, _weight * norm.weight, _bias is null ? shift : shift + _bias).MoveToOuterDisposeScope();
    }

    /// <summary>What <c>forward(norm.forward(x))</c> gives, with less work where <paramref name="x"/> needs no gradient: 0.75 of a training step of <c>attention-pool</c>.</summary>
    /// <param name="norm">The norm before this map.</param>
    /// <param name="x">[…, inputs].</param>
    public Tensor Normed(LayerNorm norm, Tensor x) =>
        is_grad_enabled() && !x.requires_grad ? After(norm, functional.layer_norm(x, [x.shape[^1]])) : call(norm.call(x));

    private static Tensor Map(Tensor x, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var mapped = (Precision.Rounds(x.device_type) ? Rounded(x, weight, bias) : In(Precision.Products ?? x.dtype, x, weight, bias)).MoveToOuterDisposeScope();
        Products.Add(mapped.numel(), weight.shape[1]);
        return mapped;
    }

    private static Tensor In(ScalarType type, Tensor x, Tensor weight, Tensor? bias) =>
        functional.linear(As(type, x), As(type, weight), bias is null ? null : As(type, bias));

    private static Tensor Rounded(Tensor x, Tensor weight, Tensor? bias) =>
        Precision.Round(functional.linear(Precision.Round(As(weight.dtype, x)), Precision.Round(weight), bias is null ? null : Precision.Round(bias)));

    // Mostly they are; to ask is quicker than to convert what is.
    private static Tensor As(ScalarType type, Tensor x) => x.dtype == type ? x : x.to_type(type);
}
