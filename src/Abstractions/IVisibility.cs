using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Says which keys each query may see, from their times and items. The validity of keys is not its business: attention adds that.</summary>
[PartKind("visibility", "visibility rule")]
public interface IVisibility : IPart, nn.IModule<TokenSequence, TokenSequence, Sight>;

/// <summary>What a visibility rule allows. All null = everything.</summary>
/// <param name="Visible">[B, Tq, Tk] bool, true = may be attended.</param>
/// <param name="Bias">[B, Tq, Tk] float, added to the logits.</param>
/// <param name="Even">[B, Tq] bool, true = gives every key that it sees the same weight, whatever its logit: published defects are so.</param>
public sealed record Sight(Tensor? Visible = null, Tensor? Bias = null, Tensor? Even = null)
{
    /// <summary>Everything is visible.</summary>
    public static Sight All { get; } = new();

    /// <summary>What two rules allow together: the keys that both show, the sum of what they add.</summary>
    public Sight And(Sight other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Both(Visible, other.Visible, (a, b) => a.logical_and(b)),
            Both(Bias, other.Bias, (a, b) => a + b),
            Both(Even, other.Even, (a, b) => a.logical_or(b)));
    }

    /// <summary>Moves the tensors that the current dispose scope owns to the enclosing one.</summary>
    public Sight MoveToOuterDisposeScope()
    {
        Tensor?[] all = [Visible, Bias, Even];
        if (CurrentDisposeScope is { } scope) scope.MoveToOuter(all.OfType<Tensor>().Where(scope.Contains));
        return this;
    }

    private static Tensor? Both(Tensor? left, Tensor? right, Func<Tensor, Tensor, Tensor> join) =>
        left is null ? right : right is null ? left : join(left, right);
}
