namespace Eegavi.Models.Inspection;

/// <summary>One part of a model as a batch met it.</summary>
/// <param name="Name">Its name in the model: <c>query.encoder</c>, <c>context_audio.resampler</c>, <c>fusion_0</c>, <c>pooling</c>, <c>head_valence</c>.</param>
/// <param name="Part">The part's name in configuration; <c>linear</c> for the map of the query to the model's width.</param>
/// <param name="Input">What came in. A fusion block: the query tokens.</param>
/// <param name="Output">What went out.</param>
/// <param name="Parameters">Numbers that it holds.</param>
/// <param name="Trainable">Those of them that training may change.</param>
/// <param name="MultiplyAdds">Multiply-adds of products for one row.</param>
public sealed record StageReport(string Name, string Part, NamedShape Input, NamedShape Output, long Parameters, long Trainable, long MultiplyAdds);

/// <summary>How many tokens a modality has before and after its resampler.</summary>
/// <param name="Name">The modality's name in the model.</param>
/// <param name="Encoded">Tokens of a row that its encoder makes.</param>
/// <param name="Kept">Tokens of a row that its resampler leaves: what attention pays for.</param>
public sealed record TokenBudget(string Name, long Encoded, long Kept);

/// <summary>A loss as a batch met it.</summary>
/// <param name="Name">Its name among the losses: <c>siglip</c>, or <c>siglip_1</c> where there are several.</param>
/// <param name="Part">The part's name in configuration.</param>
/// <param name="Weight">Factor on its term, at the end of a run.</param>
/// <param name="Ends">The vectors that it stands between; none for a supervised loss.</param>
/// <param name="Parameters">Numbers that it holds: projectors, temperatures.</param>
/// <param name="Trainable">Those of them that training may change.</param>
/// <param name="MultiplyAdds">Multiply-adds of its layers for one row; those of comparing rows with each other are not counted.</param>
public sealed record LossReport(string Name, string Part, double Weight, IReadOnlyList<LossEndReport> Ends, long Parameters, long Trainable, long MultiplyAdds)
{
    /// <summary>The head that it holds to labels; null = none.</summary>
    public string? Head { get; init; }

    /// <summary>The label columns.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>An end of a loss as a batch met it.</summary>
/// <param name="Stage">Which vector: <c>fused</c>, <c>context.audio</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Projected">What a projector makes of it before it is compared; null = it is compared as it is.</param>
public sealed record LossEndReport(string Stage, NamedShape Shape, NamedShape? Projected);

/// <summary>What a dry run saw of a model.</summary>
/// <param name="Stages">The parts in the order in which a batch meets them.</param>
/// <param name="Tokens">The query first, then the others.</param>
/// <param name="Diagnostics">What the parts said of themselves on a random batch, by path; empty where nobody asked.</param>
public sealed record ModelReport(IReadOnlyList<StageReport> Stages, IReadOnlyList<TokenBudget> Tokens, IReadOnlyDictionary<string, double> Diagnostics)
{
    /// <summary>The losses, where they were run too.</summary>
    public IReadOnlyList<LossReport> Losses { get; init; } = [];

    /// <summary>Numbers that the model holds, without its losses.</summary>
    public long Parameters => Stages.Sum(stage => stage.Parameters);

    /// <summary>Those of them that training may change.</summary>
    public long Trainable => Stages.Sum(stage => stage.Trainable);

    /// <summary>Multiply-adds of products for one row, forward.</summary>
    public long MultiplyAdds => Stages.Sum(stage => stage.MultiplyAdds);
}
