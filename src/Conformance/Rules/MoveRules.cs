using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>A part computes in float64 what it computes in float32.</summary>
internal sealed class TypeRule : CaseRule
{
    public override string Name => "it moves to another number type";

    public override string Remedy => "Make tensors in the type of what came in (zeros_like(x), zeros(shape, x.dtype, x.device)), and register tensors that the part keeps, so that to() reaches them.";

    public override string? Check(Trial trial)
    {
        var single = trial.Call();
        trial.Module.to(ScalarType.Float64);
        var doubles = trial.Inputs.Select(strand => strand.Of(ScalarType.Float64)).ToList();
        var got = trial.Call(doubles);
        return trial.Subject.WrongShape(trial.Module, doubles, got) is { } wrong ? $"in float64, {wrong}"
            : Difference.Find(single, got, 1e-3) is { } problem ? $"in float64, {problem} in float32" : null;
    }
}

/// <summary>Products in bfloat16 give nearly the same, and gradients that are finite.</summary>
internal sealed class HalfRule : CaseRule
{
    private const double Near = 0.15;

    public override string Name => "products in half precision are near";

    public override string Remedy => "Multiply by Projection in place of Linear, or cast the result of a product back (to_type(x.dtype)) before sums, norms and softmax.";

    public override bool Applies(Subject subject) => subject is FusionSubject or ResamplerSubject;

    public override int OneOf => 2;

    public override string? Check(Trial trial)
    {
        var exact = trial.Call();
        using var half = Precision.Use(ScalarType.BFloat16);
        var (outputs, gradients) = trial.Backward(trial.Inputs);
        if (Difference.Find(exact, outputs, Near) is { } problem) return $"with products in bfloat16, {problem}";
        var lost = gradients.FirstOrDefault(pair => pair.Gradient?.isfinite().all().ToBoolean() == false);
        return lost.Name is null ? null : $"with products in bfloat16, the gradient of '{lost.Name}' is not finite";
    }
}

/// <summary>A part computes on a graphics processor what it computes on the CPU, gradients included, where there is one.</summary>
internal sealed class DeviceRule : CaseRule
{
    private const double Near = 1e-3;

    public override string Name => "it moves to another device";

    public override string Remedy => "Make tensors on the device of what came in (zeros_like(x), arange(n, device: x.device)), and register tensors that the part keeps, so that to() reaches them.";

    public override bool Applies(Subject subject) => cuda.is_available();

    public override int OneOf => 2;

    public override string? Check(Trial trial)
    {
        var (here, expected) = trial.Backward(trial.Inputs);
        trial.Module.to(CUDA);
        var (there, gradients) = trial.Backward([.. trial.Inputs.Select(strand => strand.Map(tensor => tensor.to(CUDA)))]);
        // A figure is one number, and may be anywhere.
        if (there.SelectMany(strand => strand.Tensors()).FirstOrDefault(pair => pair.Tensor is { ndim: > 0, device_type: not DeviceType.CUDA }) is { Name: not null } stayed) return $"'{stayed.Name}' stays behind on {stayed.Tensor.device_type}";
        var got = there.Select(strand => strand.Map(tensor => tensor.cpu())).ToList();
        return (Difference.Find(here, got, Near) ?? Difference.Find(expected, gradients, Near)) is { } problem ? $"on a graphics processor, {problem} on the CPU" : null;
    }
}
