using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Attention that knows no order.</summary>
[Part("none")]
public sealed class NoPosition : Module, IPosition
{
    /// <summary>Makes the position.</summary>
    public NoPosition() : base("none") { }

    /// <inheritdoc/>
    public (Tensor Q, Tensor K) Inject(Tensor q, Tensor k, TokenSequence query, TokenSequence key) => (q, k);
}
