namespace Eegavi.Data.Manifests;

/// <summary>Everything that is wrong with a data set's description, at once.</summary>
public sealed class DataProblemsException : Exception
{
    /// <summary>With the problems, each a sentence that names its file and line.</summary>
    public DataProblemsException(IReadOnlyList<string> problems) : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>The problems.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Throws when there is any.</summary>
    internal static void ThrowIfAny(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0) throw new DataProblemsException(problems);
    }
}
