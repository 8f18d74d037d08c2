using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Injects position into the queries and keys of an attention, after they are split into heads.</summary>
[PartKind("position", "position")]
public interface IPosition : IPart
{
    /// <summary>Returns new queries and keys; never modifies its inputs.</summary>
    /// <param name="q">[B, H, Tq, d].</param>
    /// <param name="k">[B, H, Tk, d].</param>
    /// <param name="query">The clock of the queries.</param>
    /// <param name="key">The clock of the keys.</param>
    (Tensor Q, Tensor K) Inject(Tensor q, Tensor k, TokenSequence query, TokenSequence key);
}
