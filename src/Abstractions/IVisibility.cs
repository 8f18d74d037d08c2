using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Says which keys each query may see, from their times and items. The validity of keys is not its business: attention adds that.</summary>
[PartKind("visibility", "visibility rule")]
public interface IVisibility : IPart, nn.IModule<TokenSequence, TokenSequence, Sight>;

/// <summary>What a visibility rule allows. Both null = everything.</summary>
/// <param name="Visible">[B, Tq, Tk] bool, true = may be attended.</param>
/// <param name="Bias">[B, Tq, Tk] float, added to the logits.</param>
public sealed record Sight(Tensor? Visible = null, Tensor? Bias = null)
{
    /// <summary>Everything is visible.</summary>
    public static Sight All { get; } = new();
}
