using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Makes one vector [B, D] of a sequence. A row without real tokens gives exactly 0.</summary>
[PartKind("pooling", "pooling")]
public interface IPooling : IPart, nn.IModule<TokenSequence, Tensor>;
