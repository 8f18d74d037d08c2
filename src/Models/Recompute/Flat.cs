using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>What moves between parts as a list of tensors, and back.</summary>
internal static class Flat
{
    /// <summary>Tensors of a <see cref="TokenSequence"/>.</summary>
    public const int PerSequence = 7;

    public static Tensor?[] Of(ModalityWindow window) => [window.Values, window.Valid, window.Seconds];

    public static ModalityWindow Window(IReadOnlyList<Tensor?> tensors) => new() { Values = tensors[0]!, Valid = tensors[1]!, Seconds = tensors[2]! };

    public static Tensor?[] Of(MediaTokens media) => [media.Values, media.Valid, media.Seconds, media.Span, media.Timeless];

    public static MediaTokens Media(IReadOnlyList<Tensor?> tensors) =>
        new() { Values = tensors[0]!, Valid = tensors[1]!, Seconds = tensors[2]!, Span = tensors[3]!, Timeless = tensors[4] };

    public static Tensor?[] Of(TokenSequence tokens) => [tokens.Values, tokens.Valid, tokens.Seconds, tokens.Span, tokens.Item, tokens.Timeless, tokens.Modality];

    public static TokenSequence Sequence(IReadOnlyList<Tensor?> tensors) => new()
    {
        Values = tensors[0]!,
        Valid = tensors[1]!,
        Seconds = tensors[2]!,
        Span = tensors[3]!,
        Item = tensors[4]!,
        Timeless = tensors[5],
        Modality = tensors[6],
    };
}
