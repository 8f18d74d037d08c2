using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Lets an attention know where its tokens stand, after they are split into heads: by new queries, keys and values, by a bias on the logits, or both.</summary>
[PartKind("position", "position")]
public interface IPosition : IPart
{
    /// <summary>Returns new queries and keys; never modifies its inputs.</summary>
    /// <param name="q">[B, H, Tq, d].</param>
    /// <param name="k">[B, H, Tk, d].</param>
    /// <param name="query">The clock of the queries.</param>
    /// <param name="key">The clock of the keys.</param>
    (Tensor Q, Tensor K) Inject(Tensor q, Tensor k, TokenSequence query, TokenSequence key);

    /// <summary>Returns new values, or the same.</summary>
    /// <param name="v">[B, H, Tk, d].</param>
    /// <param name="key">The clock of the keys.</param>
    Tensor InjectValues(Tensor v, TokenSequence key) => v;

    /// <summary>What is added to the logits, [B or 1, H, Tq, Tk]; null = nothing. All layers of a block share it.</summary>
    /// <param name="query">The clock of the queries.</param>
    /// <param name="key">The clock of the keys.</param>
    Tensor? Bias(TokenSequence query, TokenSequence key) => null;
}
