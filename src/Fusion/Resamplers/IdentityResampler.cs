using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Keeps every token: media items and their tokens in one row.</summary>
[Part("identity")]
public sealed class IdentityResampler : Module<MediaTokens, TokenSequence>, IResampler
{
    /// <summary>Makes a resampler.</summary>
    public IdentityResampler(PartSizes sizes) : base("identity") => OutputWidth = sizes.InputWidth;

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>[B, M, N, E] → [B, M·N, E].</summary>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media);
        using var scope = NewDisposeScope();
        return new TokenSequence
        {
            Values = media.Values.flatten(1, 2),
            Valid = media.Valid.flatten(1),
            Seconds = media.Seconds.flatten(1),
            Span = media.Span.flatten(1),
            Item = Media.Items(media, media.Values.shape[2]).flatten(1),
            Timeless = media.Timeless?.flatten(1),
        }.MoveToOuterDisposeScope();
    }
}
