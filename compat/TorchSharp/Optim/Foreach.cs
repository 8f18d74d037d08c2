using TorchSharp.Engine;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Operations on many tensors with one call.</summary>
internal static class Foreach
{
    internal static void Mul(Tensor[] self, double factor)
    {
        if (factor != 1)
        {
            Operator.InPlace(null, "_foreach_mul_.Scalar", self, factor);
        }
    }

    internal static void Mul(Tensor[] self, Tensor[] factor) => Operator.InPlace(null, "_foreach_mul_.List", self, factor);

    internal static void Div(Tensor[] self, double divisor) => Operator.InPlace(null, "_foreach_div_.Scalar", self, divisor);

    internal static void Add(Tensor[] self, double value) => Operator.InPlace(null, "_foreach_add_.Scalar", self, value);

    internal static void Add(Tensor[] self, Tensor[] other, double alpha = 1) => Operator.InPlace(null, "_foreach_add_.List", self, other, alpha);

    internal static Tensor[] Sum(Tensor[] self, Tensor[] other, double alpha = 1) => Operator.CallAll("_foreach_add.List", self, other, alpha);

    internal static Tensor[] Negative(Tensor[] self) => Operator.CallAll("_foreach_neg", self);

    internal static Tensor[] Sqrt(Tensor[] self) => Operator.CallAll("_foreach_sqrt", self);

    internal static void SqrtInPlace(Tensor[] self) => Operator.InPlace(null, "_foreach_sqrt_", self);

    internal static void Max(Tensor[] self, Tensor[] other) => Operator.InPlace(null, "_foreach_maximum_.List", self, other);

    internal static void AddProduct(Tensor[] self, Tensor[] left, Tensor[] right, double value) =>
        Operator.InPlace(null, "_foreach_addcmul_.Scalar", self, left, right, value);

    internal static Tensor[] SumProduct(Tensor[] self, Tensor[] left, Tensor[] right, double value) =>
        Operator.CallAll("_foreach_addcmul.Scalar", self, left, right, value);

    internal static void AddQuotient(Tensor[] self, Tensor[] left, Tensor[] right, double value) =>
        Operator.InPlace(null, "_foreach_addcdiv_.Scalar", self, left, right, value);

    /// <summary>Running averages: <paramref name="keep"/> of what they were, the rest of <paramref name="value"/>.</summary>
    internal static void Average(Tensor[] self, Tensor[] value, double keep)
    {
        Mul(self, keep);
        Add(self, value, 1 - keep);
    }

    /// <summary>Running averages of squares.</summary>
    internal static void AverageSquares(Tensor[] self, Tensor[] value, double keep)
    {
        Mul(self, keep);
        AddProduct(self, value, value, 1 - keep);
    }

    /// <summary>The gradients, turned round where the goal is to maximise, plus L2 decay.</summary>
    internal static Tensor[] Gradients(Tensor[] grads, Tensor[] parameters, double decay, bool maximize)
    {
        var result = maximize ? Negative(grads) : grads;
        return decay == 0 ? result : Sum(result, parameters, decay);
    }
}
