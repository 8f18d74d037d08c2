using static TorchSharp.torch;

namespace Eegavi;

/// <summary>A term of the objective. Rows under a false mask add neither value nor gradient.</summary>
/// <remarks>A loss registers its temperatures, scales and biases once, as parameters without axes: by that the trainer knows them and gives them their own rate and no decay.</remarks>
[PartKind("loss", "loss")]
public interface ILoss : IPart, nn.IModule<LossInputs, LossTerm>
{
    /// <summary>True where it tells a row from the others of its batch: what a model then learns depends on which rows these are.</summary>
    bool ComparesRows => false;
}

/// <summary>What a loss sees of a batch. The builder has resolved <c>between</c>, <c>head</c> and <c>label</c> to tensors.</summary>
public sealed class LossInputs
{
    /// <summary>The ends of a loss between vectors: the first reads, the others are read. Empty for a supervised loss.</summary>
    public IReadOnlyList<LossVector> Ends { get; init; } = [];

    /// <summary>[B, K] a head's predictions; null where the loss has no head.</summary>
    public Tensor? Predictions { get; init; }

    /// <summary>The label columns that the predictions are held to, in the order of their outputs; empty where the loss has none.</summary>
    public IReadOnlyList<LabelColumn> Targets { get; init; } = [];

    /// <summary>The label column where there is exactly one; else null.</summary>
    public LabelColumn? Target
    {
        get => Targets.Count == 1 ? Targets[0] : null;
        init => Targets = value is null ? [] : [value];
    }

    /// <summary>What an <see cref="IPretext"/> has hidden in this batch; null where it did not prepare it.</summary>
    public LossVector? Answer { get; init; }

    /// <summary>B row ids.</summary>
    public IReadOnlyList<string> RowIds { get; init; } = [];

    /// <summary>B subject ids.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>What each of B rows saw; null or an empty list where that is not known.</summary>
    public IReadOnlyList<StimulusSpan?> Stimuli { get; init; } = [];

    /// <summary>
    /// The ends of rows that other processes hold, a list in the order of <see cref="Ends"/> for each process; empty where there is one process. The mean of
    /// the processes' values is then the loss of all rows.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<LossVector>> Elsewhere { get; init; } = [];
}

/// <summary>One end of a loss: a vector of each row, or a sequence of them.</summary>
/// <param name="Name">As in configuration: <c>fused</c>, <c>query</c>, <c>context.audio</c>, <c>teacher.vate</c>, <c>tokens.query</c>, <c>head.mood</c>.</param>
/// <param name="Values">[B, D]; tokens: [B, T, D].</param>
/// <param name="Present">[B] bool, true = the row has this vector; tokens: [B, T].</param>
public sealed record LossVector(string Name, Tensor Values, Tensor Present)
{
    /// <summary>Made of what was shown, so that rows that saw the same have the same in it.</summary>
    public bool FromStimulus { get; init; }

    /// <summary>[B, T] float32: centres of tokens in seconds since the window's start; null for vectors.</summary>
    public Tensor? Seconds { get; init; }

    /// <summary>The same on a device.</summary>
    public LossVector To(Device device) => this with { Values = Values.to(device), Present = Present.to(device), Seconds = Seconds?.to(device) };
}

/// <summary>What a loss returns.</summary>
/// <param name="Value">A scalar with gradient; null where the batch gives no loss (too few rows).</param>
/// <param name="Rows">Rows that took part.</param>
/// <param name="Diagnostics">Figures for the log, as detached scalars by name.</param>
public sealed record LossTerm(Tensor? Value, long Rows, IReadOnlyDictionary<string, Tensor>? Diagnostics = null);
