using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>How well one end of a loss is found from the loss's first end, in the space in which the loss compares them.</summary>
/// <param name="Term">The loss.</param>
/// <param name="End">The end: <c>context.audio</c>, <c>query</c>.</param>
/// <param name="Rows">Rows N that have both ends.</param>
/// <param name="Everywhere">Retrieval among all of them.</param>
/// <param name="Within">Retrieval among the rows of the same subject: telling persons apart does not help there. Null where no subject has two rows.</param>
/// <param name="Cosine">Mean cosine of matching rows.</param>
/// <param name="Mismatched">Mean cosine of different rows, of one subject where there are such: without it the cosine says nothing. Null where there are none.</param>
/// <param name="Deviation">Spread of the two ends' vectors, of the less spread one, as <see cref="EmbeddingSpread.Deviation"/>.</param>
public sealed record EndFigures(string Term, string End, int Rows, RetrievalScores Everywhere, RetrievalScores? Within, double Cosine, double? Mismatched, double Deviation)
{
    /// <summary>Compares two ends.</summary>
    /// <param name="term">The loss.</param>
    /// <param name="end">The end that is looked for.</param>
    /// <param name="anchor">[N, P] of length one.</param>
    /// <param name="other">[N, P] of length one.</param>
    /// <param name="rows">Who the rows are and what they saw.</param>
    /// <param name="fromStimulus">Whether rows that saw the same have the same at one end: they are no candidates for each other then.</param>
    internal static EndFigures Of(string term, string end, Tensor anchor, Tensor other, RowFacts rows, bool fromStimulus)
    {
        using var scope = NewDisposeScope();
        var similarity = anchor.mm(other.t());
        var candidate = fromStimulus ? rows.SawTheSame().logical_not() : ones_like(similarity, dtype: ScalarType.Bool);
        var within = rows.SameSubject().logical_and(candidate);
        var itself = eye(similarity.shape[0], dtype: ScalarType.Bool);
        var others = within.logical_and(itself.logical_not());
        var hasOthers = others.any().ToBoolean();
        var mismatched = similarity.masked_select(hasOthers ? others : candidate.logical_and(itself.logical_not()));
        return new(
            term, end, rows.Count, RetrievalScores.Of(similarity, candidate), hasOthers ? RetrievalScores.Of(similarity, within) : null,
            similarity.diagonal().mean().ToDouble(), mismatched.numel() > 0 ? mismatched.mean().ToDouble() : null,
            Math.Min(EmbeddingSpread.DeviationOf(anchor), EmbeddingSpread.DeviationOf(other)));
    }
}
