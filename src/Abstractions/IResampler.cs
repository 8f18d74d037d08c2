using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Makes a sequence of few tokens from an encoder's many. Keeps the times of tokens that it keeps; gives a latent the mean second and the span of its item.</summary>
[PartKind("resampler", "resampler")]
public interface IResampler : IPart, nn.IModule<MediaTokens, TokenSequence>
{
    /// <summary>Width of the tokens that it returns.</summary>
    int OutputWidth { get; }
}
