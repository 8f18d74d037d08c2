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

/// <summary>What a dry run saw of a model.</summary>
/// <param name="Stages">The parts in the order in which a batch meets them.</param>
/// <param name="Tokens">The query first, then the others.</param>
/// <param name="Diagnostics">What the parts said of themselves on a random batch, by path; empty where nobody asked.</param>
public sealed record ModelReport(IReadOnlyList<StageReport> Stages, IReadOnlyList<TokenBudget> Tokens, IReadOnlyDictionary<string, double> Diagnostics)
{
    /// <summary>Numbers that the model holds.</summary>
    public long Parameters => Stages.Sum(stage => stage.Parameters);

    /// <summary>Those of them that training may change.</summary>
    public long Trainable => Stages.Sum(stage => stage.Trainable);

    /// <summary>Multiply-adds of products for one row, forward.</summary>
    public long MultiplyAdds => Stages.Sum(stage => stage.MultiplyAdds);
}
