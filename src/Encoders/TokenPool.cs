namespace Eegavi.Encoders;

/// <summary>What an encoder makes of its steps in time.</summary>
public enum TokenPool
{
    /// <summary>One token for each run of steps.</summary>
    None,

    /// <summary>One token, the mean of all real ones.</summary>
    Global,
}
