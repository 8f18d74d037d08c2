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
        Media.Check(media, OutputWidth);
        using var scope = NewDisposeScope();
        return Media.Row(media).MoveToOuterDisposeScope();
    }
}
