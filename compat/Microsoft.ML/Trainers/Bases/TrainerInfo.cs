namespace Microsoft.ML;

/// <summary>What a trainer wants of its input. It is advice: no trainer scales or caches by itself here.</summary>
public sealed class TrainerInfo
{
    internal TrainerInfo() { }

    /// <summary>Whether features should be of like size.</summary>
    public bool NeedNormalization => true;

    /// <summary>Whether the rows are read more than once.</summary>
    public bool WantCaching => true;
}
