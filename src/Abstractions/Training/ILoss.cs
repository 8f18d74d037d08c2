using static TorchSharp.torch;

namespace Eegavi;

/// <summary>A term of the objective. Rows under a false mask add neither value nor gradient.</summary>
[PartKind("loss", "loss")]
public interface ILoss : IPart, nn.IModule<LossInputs, LossTerm>;

/// <summary>What a loss sees of a batch. The builder has resolved <c>between</c>, <c>head</c> and <c>label</c> to tensors.</summary>
public sealed class LossInputs
{
    /// <summary>The ends of a loss between vectors: the first reads, the others are read. Empty for a supervised loss.</summary>
    public IReadOnlyList<LossVector> Ends { get; init; } = [];

    /// <summary>[B, K] a head's predictions; null where the loss has no head.</summary>
    public Tensor? Predictions { get; init; }

    /// <summary>The label column that the head is held to; null where the loss has none.</summary>
    public LabelColumn? Target { get; init; }

    /// <summary>B row ids.</summary>
    public IReadOnlyList<string> RowIds { get; init; } = [];

    /// <summary>B subject ids.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];
}

/// <summary>One end of a loss: a pooled vector of a stage.</summary>
/// <param name="Name">As in configuration: <c>fused</c>, <c>query</c>, <c>context.audio</c>.</param>
/// <param name="Values">[B, D].</param>
/// <param name="Present">[B] bool, true = the row has this vector.</param>
public sealed record LossVector(string Name, Tensor Values, Tensor Present);

/// <summary>What a loss returns.</summary>
/// <param name="Value">A scalar with gradient; null where the batch gives no loss (too few rows).</param>
/// <param name="Rows">Rows that took part.</param>
/// <param name="Diagnostics">Figures for the log, as detached scalars by name.</param>
public sealed record LossTerm(Tensor? Value, long Rows, IReadOnlyDictionary<string, Tensor>? Diagnostics = null);
