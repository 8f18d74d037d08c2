using static TorchSharp.torch;

namespace Eegavi;

/// <summary>
/// Lets query tokens [B, T, D] read the contexts [B, M_i, E_i]. Contexts come in the order of <see cref="PartSizes.ContextWidths"/>;
/// a context or a row of it may be absent (all <c>Valid</c> false), and there may be none at all.
/// </summary>
[PartKind("fusion", "fusion block")]
public interface IFusionBlock : IPart, nn.IModule<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>
{
    /// <summary>True where the result is a sum of one function of each modality: such a block is additive only under a linear head, and the builder insists on one.</summary>
    bool IsAdditive => false;

    /// <summary>True where an untrained block gives back its query.</summary>
    bool StartsAsIdentity => false;
}
