using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>What must hold of the tensors of a token sequence.</summary>
internal static class TokenCheck
{
    /// <summary>Checks axes, types and, on a CPU, times: elsewhere to look at values is to wait for the device.</summary>
    /// <exception cref="ArgumentException">What was expected, what came.</exception>
    public static void Run(TokenSequence tokens, string name, string axes)
    {
        var (values, valid) = (tokens.Values, tokens.Valid);
        if (values.ndim != 3) throw Wrong($"{name} [{Listed(axes)}]", $"a tensor of {values.ndim} axes, [{string.Join(", ", values.shape)}]");
        if (!values.is_floating_point()) throw Wrong($"{name} [{Listed(axes)}] of a floating type", $"{values.dtype}");
        Beside(valid, values, "valid", ScalarType.Bool, name, axes);
        Beside(tokens.Seconds, values, "seconds", ScalarType.Float32, name, axes);
        Beside(tokens.Span, values, "span", ScalarType.Float32, name, axes);
        Beside(tokens.Item, values, "item", ScalarType.Int64, name, axes);
        if (tokens.Timeless is { } timeless) Beside(timeless, values, "timeless", ScalarType.Bool, name, axes);
        if (tokens.Modality is { } modality) Beside(modality, values, "modality", ScalarType.Int64, name, axes);
        if (values.device_type != DeviceType.CPU) return;
        Finite(tokens.Seconds, valid, "seconds", name);
        Finite(tokens.Span, valid, "span", name);
    }

    // [B, T] with the sizes of the values.
    private static void Beside(Tensor tensor, Tensor values, string what, ScalarType type, string name, string axes)
    {
        var (shape, whole) = (tensor.shape, values.shape);
        if (shape.Length != 2 || shape[0] != whole[0] || shape[1] != whole[1])
        {
            var names = axes.Split(' ');
            throw Wrong($"{name}.{what} [{names[0]}, {names[1]}] with {names[0]}={whole[0]}, {names[1]}={whole[1]}, as its values", $"[{string.Join(", ", shape)}]");
        }
        if (tensor.dtype != type) throw Wrong($"{name}.{what} of type {type}", $"{tensor.dtype}");
    }

    private static void Finite(Tensor times, Tensor valid, string what, string name)
    {
        // The second look, at masks, is only for those who have any that are wrong. On a device even the first would wait for it.
        if (times.device_type != DeviceType.CPU || Masked.Finite(times)) return;
        using var scope = NewDisposeScope();
        var wrong = times.isfinite().logical_not().logical_and(valid);
        if (!wrong.any().ToBoolean()) return;
        var place = wrong.nonzero()[0].cpu().data<long>().ToArray();
        throw Wrong($"{name}.{what} finite wherever a token is real", $"{times[place[0], place[1]].ToSingle().ToString(CultureInfo.InvariantCulture)} in row {place[0]}, token {place[1]}");
    }

    private static string Listed(string axes) => axes.Replace(" ", ", ", StringComparison.Ordinal);

    private static ArgumentException Wrong(string expected, string got) => new($"Expected {expected}; got {got}.");
}
