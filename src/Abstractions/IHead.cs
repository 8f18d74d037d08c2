using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Predicts from the embedding: [B, D] → [B, K] logits or values.</summary>
[PartKind("head", "head")]
public interface IHead : IPart, nn.IModule<Tensor, Tensor>
{
    /// <summary>True where logits are a linear function of the embedding.</summary>
    bool IsLinear => false;
}
