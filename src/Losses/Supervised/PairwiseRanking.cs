using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="PairwiseRanking"/>.</summary>
public sealed record PairwiseRankingOptions : PartOptions<ILoss>
{
    /// <summary>Ratings that differ by no more than this are no pair. Default 0.</summary>
    [Range(0, 1e6)] public double Margin { get; init; }

    /// <summary>Whether only rows of one subject are compared: people use rating scales differently. Default true.</summary>
    public bool WithinSubject { get; init; } = true;
}

/// <summary>Puts rows in the order of their ratings: only which of two is higher counts.</summary>
/// <remarks>Mean over pairs with rating_i &gt; rating_j + margin of −ln σ(s_i − s_j). Burges et al. 2005, RankNet, doi:10.1145/1102351.1102363.</remarks>
[Part("pairwise-ranking")]
public sealed class PairwiseRanking(PairwiseRankingOptions options) : Module<LossInputs, LossTerm>("pairwise-ranking"), ILoss
{
    /// <summary>Compares the order of predictions with that of ratings.</summary>
    /// <param name="inputs">Predictions [B, 1], a label column, and subjects.</param>
    /// <returns>Null value where no two rows can be compared; rows = those with a rating. Diagnostics: <c>concordance</c>, share of pairs in order; <c>pairs</c>.</returns>
    /// <exception cref="ArgumentException">There is no head of one output, no label, or no subjects.</exception>
    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var (predictions, values, present) = Labels.Columns(inputs, "pairwise-ranking");
        Axes.Match((predictions, "B 1"));
        var rows = Rows.Of(present.squeeze(1));
        var (score, rating) = (Rows.Take(predictions, rows).squeeze(1), Rows.Take(values, rows).squeeze(1));
        var higher = (rating.unsqueeze(1) - rating).gt(options.Margin);                      // [n, n], i above j
        if (options.WithinSubject) higher = higher.logical_and(SameSubject(inputs, rows));
        var pairs = Rows.Of(higher.flatten());
        if (pairs.shape[0] == 0) return Rows.Term(null, rows.shape[0]);
        var lead = Rows.Take((score.unsqueeze(1) - score).flatten(), pairs);
        return Rows.Term(-functional.logsigmoid(lead).mean(), rows.shape[0], new()
        {
            ["concordance"] = lead.detach().gt(0).to_type(lead.dtype).mean(),
            ["pairs"] = tensor((float)pairs.shape[0]),
        });
    }

    private static Tensor SameSubject(LossInputs inputs, Tensor rows)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        long[] subjects = [.. inputs.Subjects.Select(s => numbers.TryAdd(s, numbers.Count) ? numbers.Count - 1 : numbers[s])];
        var of = Rows.Take(tensor(subjects, device: rows.device), rows);
        return of.unsqueeze(1).eq(of);
    }
}
