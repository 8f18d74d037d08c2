namespace Eegavi.Losses;

/// <summary>What every loss that tells own rows from others needs to know.</summary>
public abstract record ContrastiveOptions : ProjectionOptions
{
    /// <summary>What rows are to each other that saw the same seconds of one stimulus. Default <c>auto</c>.</summary>
    public SharedStimulus SharedStimulus { get; init; } = SharedStimulus.Auto;
}

/// <summary>What rows are to each other that saw the same seconds of one stimulus.</summary>
public enum SharedStimulus
{
    /// <summary>Neither positives nor negatives where an end is made of the stimulus (it is the same there); negatives elsewhere.</summary>
    Auto,

    /// <summary>Neither positives nor negatives.</summary>
    Ignore,

    /// <summary>Positives.</summary>
    Positive,

    /// <summary>Negatives, as any other row.</summary>
    Negative,
}
