namespace Eegavi.Models;

/// <summary>A term of the objective and where it stands.</summary>
public sealed record LossSpec
{
    /// <summary>The loss and its options.</summary>
    [Inline] public required Part<ILoss> Loss { get; init; }

    /// <summary>Factor on the term: a number, or <c>{ "from": 0, "to": 1, "over": 0.3 }</c>, which changes over a share of the run. Default 1.</summary>
    public LossWeight Weight { get; init; } = new();

    /// <summary>
    /// The vectors that it stands between: <c>fused</c>, <c>query</c>, <c>context.audio</c>, <c>context.*</c>; a teacher's <c>teacher.vate</c>, <c>teacher.*</c>;
    /// a head's logits <c>head.mood</c>; all tokens of a stage <c>tokens.query</c>, <c>tokens.context.audio</c>. Default: the loss's own.
    /// </summary>
    public IReadOnlyList<string>? Between { get; init; }

    /// <summary>The head that a supervised loss holds to its label.</summary>
    public string? Head { get; init; }

    /// <summary>The label column. Default: the head's name.</summary>
    public string? Label { get; init; }

    /// <summary>Several label columns, one for each output of the head, instead of <see cref="Label"/>.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
