namespace Eegavi.Training.Monitoring;

/// <summary>A sign that a run has collapsed or learned something else than was wanted.</summary>
/// <param name="Sign">Which sign.</param>
/// <param name="Words">What was found, for a reader.</param>
public sealed record CollapseWarning(CollapseSign Sign, string Words);

/// <summary>Signs that a run has gone wrong.</summary>
public enum CollapseSign
{
    /// <summary>The embedding hardly varies between rows.</summary>
    Spread,

    /// <summary>The embedding varies in a few directions only.</summary>
    Rank,

    /// <summary>The loss is no lower than against other rows' targets.</summary>
    Loss,

    /// <summary>A row's own vector is not found.</summary>
    Retrieval,

    /// <summary>The contexts add nothing to the query.</summary>
    Contexts,

    /// <summary>Rows are found by who the person is.</summary>
    Identity,
}
