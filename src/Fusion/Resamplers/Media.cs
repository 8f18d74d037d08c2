using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What resamplers share.</summary>
internal static class Media
{
    /// <summary>Checks axes, types and times.</summary>
    /// <exception cref="ArgumentException">What was expected, what came.</exception>
    public static void Check(MediaTokens media, int width)
    {
        ArgumentNullException.ThrowIfNull(media);
        var (values, valid) = (media.Values, media.Valid);
        Axes.Match((values, "B M N E"), (valid, "B M N"), (media.Seconds, "B M N"), (media.Span, "B M N"), (media.Timeless ?? valid, "B M N"));
        if (values.shape[3] != width) throw new ArgumentException($"Expected media [B, M, N, E] with E={width}; got [{string.Join(", ", values.shape)}].");
        if (!values.is_floating_point()) throw new ArgumentException($"Expected media [B, M, N, E] of a floating type; got {values.dtype}.");
        Typed(valid, ScalarType.Bool, "mask, true = real,");
        Typed(media.Timeless ?? valid, ScalarType.Bool, "timeless");
        Typed(media.Seconds, ScalarType.Float32, "seconds");
        Typed(media.Span, ScalarType.Float32, "spans");
        Finite(media.Seconds, media.Valid, "seconds");
        Finite(media.Span, media.Valid, "spans");
    }

    /// <summary>[B, M, count] int64: the number of the item, for as many tokens as each gives.</summary>
    public static Tensor Items(MediaTokens media, long count)
    {
        var (rows, items) = (media.Values.shape[0], media.Values.shape[1]);
        return arange(items, ScalarType.Int64, media.Values.device).view(1, items, 1).repeat(rows, 1, count);
    }

    /// <summary>The tokens after a change of shape or order that is the same for each of their tensors.</summary>
    public static MediaTokens Map(this MediaTokens media, Func<Tensor, Tensor> change) => new()
    {
        Values = change(media.Values),
        Valid = change(media.Valid),
        Seconds = change(media.Seconds),
        Span = change(media.Span),
        Timeless = media.Timeless is null ? null : change(media.Timeless),
    };

    /// <summary>[B, M, N, E] → [B, M·N, E]: items one after the other.</summary>
    public static TokenSequence Row(MediaTokens media) => new()
    {
        Values = media.Values.flatten(1, 2),
        Valid = media.Valid.flatten(1),
        Seconds = media.Seconds.flatten(1),
        Span = media.Span.flatten(1),
        Item = Items(media, media.Values.shape[2]).flatten(1),
        Timeless = media.Timeless?.flatten(1),
    };

    private static void Typed(Tensor tensor, ScalarType type, string name)
    {
        if (tensor.dtype != type) throw new ArgumentException($"Expected {name} [B, M, N] of type {type}; got {tensor.dtype}.");
    }

    // Asking would make a graphics processor wait.
    private static void Finite(Tensor times, Tensor valid, string name)
    {
        if (times.device_type != DeviceType.CPU || Masked.Finite(times)) return;
        using var scope = NewDisposeScope();
        if (!times.isfinite().logical_or(valid.logical_not()).all().ToBoolean())
            throw new ArgumentException($"Expected finite {name} for every real token of [{string.Join(", ", times.shape)}]; got NaN or infinity.");
    }
}
