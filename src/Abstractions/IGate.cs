using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Decides how much of a branch is let in: (branch [B, T, D], query [B, T, D]) → [B, T, D].</summary>
[PartKind("gate", "gate")]
public interface IGate : IPart, nn.IModule<Tensor, Tensor, Tensor>
{
    /// <summary>The factor on the branch before training: 0 = closed, the block is then the identity.</summary>
    double InitialOpenness { get; }
}
