using System.Globalization;

namespace Eegavi.Training.Monitoring;

/// <summary>From where on a run is called collapsed. How these were found: docs/collapse.md.</summary>
internal sealed record CollapseLimits
{
    /// <summary>The first epoch that is judged, where a fifth of the run is not longer: what learns late has not collapsed.</summary>
    public int Epoch { get; init; } = 2;

    /// <summary>That share of the run.</summary>
    public double Share { get; init; } = 0.2;

    /// <summary>Fewer rows are not judged.</summary>
    public int Rows { get; init; } = 256;

    /// <summary>Deviation of the embedding below which all rows look alike, of the 1 of an even spread.</summary>
    public double Deviation { get; init; } = 0.2;

    /// <summary>Dimensions below which the embedding is too poor; half its width where that is less.</summary>
    public double Rank { get; init; } = 4;

    /// <summary>Share of the loss against other rows' targets from which on nothing was learned.</summary>
    public double Loss { get; init; } = 0.98;

    /// <summary>Times chance below which a row's own vector is not found.</summary>
    public double Lift { get; init; } = 2;

    /// <summary>Times chance among all rows from which on a row that is not found among those of its subject is found by who the person is. One in N is met by luck.</summary>
    public double IdentityLift { get; init; } = 2.5;

    /// <summary>Share of the query's size below which contexts add nothing.</summary>
    public double ContextRatio { get; init; } = 0.02;
}

/// <summary>Says in plain words that a run has collapsed.</summary>
internal static class CollapseRules
{
    /// <summary>Judges what was found after an epoch.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="epoch">After which epoch.</param>
    /// <param name="epochs">Epochs of the run.</param>
    /// <param name="limits">From where on it is called collapsed.</param>
    public static IReadOnlyList<CollapseWarning> Judge(HeldBackReport report, int epoch, int epochs, CollapseLimits limits) =>
        epoch < Math.Max(limits.Epoch, limits.Share * epochs) || report.Seen < limits.Rows ? [] : [.. Warnings(report, limits)];

    private static IEnumerable<CollapseWarning> Warnings(HeldBackReport report, CollapseLimits limits)
    {
        if (report.Spread is { } spread)
        {
            if (spread.Deviation < limits.Deviation)
                yield return Collapsed(CollapseSign.Spread, $"all rows look alike (the embedding varies by {spread.Deviation:0.000} of an even spread, limit {limits.Deviation})");
            if (Math.Min(limits.Rank, spread.Width / 2.0) is var least && spread.EffectiveRank < least)
                yield return Collapsed(CollapseSign.Rank, $"the embedding uses {spread.EffectiveRank:0.0} of its {spread.Width} dimensions (effective rank, limit {least})");
        }
        if (report.ShuffledLoss is { } shuffled && report.Loss >= limits.Loss * shuffled)
            yield return Collapsed(CollapseSign.Loss, $"the loss, {report.Loss:0.000}, is no lower than against other rows' targets, {shuffled:0.000}: nothing was learned that holds for new persons");
        foreach (var end in report.Ends)
            if (Judge(end, limits) is { } warning) yield return warning;
        if (report.ContextRatio is { } ratio && ratio < limits.ContextRatio)
            yield return Collapsed(CollapseSign.Contexts, $"the contexts are ignored (what they add is {ratio:0.0000} of the query's size, limit {limits.ContextRatio})");
    }

    private static CollapseWarning? Judge(EndFigures end, CollapseLimits limits)
    {
        if (end.Deviation < limits.Deviation)
            return Collapsed(CollapseSign.Spread, $"all rows look alike to the loss {end.Term} (the vectors that it compares with {end.End} vary by {end.Deviation:0.000} of an even spread, limit {limits.Deviation})");
        if (end.Everywhere.Lift >= limits.Lift && !(end.Within?.Lift < limits.Lift)) return null;
        return end.Everywhere.Lift >= limits.IdentityLift
            ? new(CollapseSign.Identity, Words($"Identity, not state: a row's own {end.End} is found {end.Everywhere.Lift:0.0} times as often as by chance among all rows, but {end.Within!.Lift:0.0} times among those of its subject (loss {end.Term})"))
            : Collapsed(CollapseSign.Retrieval, $"a row's own {end.End} is not found among {end.Rows} (top-1 {end.Everywhere.Top1:0.0000}, chance {end.Everywhere.Chance:0.0000}; loss {end.Term})");
    }

    private static CollapseWarning Collapsed(CollapseSign sign, FormattableString words) => new(sign, "Collapsed: " + Words(words));

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture) + ".";
}
