namespace Eegavi.Samples.Collapse;

/// <summary>What <see cref="LatentData"/> contains, and what is broken in it.</summary>
public sealed record LatentOptions
{
    /// <summary>Another seed, another data set.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Subjects.</summary>
    public int Subjects { get; init; } = 12;

    /// <summary>Rows of each subject.</summary>
    public int Rows { get; init; } = 128;

    /// <summary>Standard deviation of the noise of each token, where a state has 1.</summary>
    public double Noise { get; init; } = 0.5;

    /// <summary>Standard deviation of a code of the subject that every modality carries.</summary>
    public double Identity { get; init; }

    /// <summary>Share of rows without audio.</summary>
    public double Missing { get; init; }

    /// <summary>What is broken.</summary>
    public Break Broken { get; init; }
}

/// <summary>Faults of a data set.</summary>
public enum Break
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>Contexts belong to other rows of the subject: joined by a wrong index.</summary>
    ContextsShuffled,

    /// <summary>Labels belong to other rows.</summary>
    LabelsShuffled,

    /// <summary>Every context of every row is the same: a dead sensor.</summary>
    ContextsConstant,

    /// <summary>Every EEG row is the same.</summary>
    EegConstant,

    /// <summary>Contexts tell the person and nothing else.</summary>
    ContextsIdentity,
}
