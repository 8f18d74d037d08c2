namespace Eegavi.Fusion;

/// <summary>The moment of a key from which on a query may see it.</summary>
public enum Moment
{
    /// <summary>When it is over: nothing of the future enters.</summary>
    End,

    /// <summary>At its middle.</summary>
    Centre,

    /// <summary>When it begins: a clip is seen, whole, while it still plays.</summary>
    Start,
}
