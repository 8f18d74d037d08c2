namespace Eegavi.Data.Synthetic;

/// <summary>What is written for a planted data set.</summary>
public enum PlantedLevel
{
    /// <summary>Tokens for the <c>precomputed</c> encoder.</summary>
    Tokens,

    /// <summary>Recordings: EDF, WAV, MP4 and transcripts.</summary>
    Files,
}

/// <summary>Which modalities carry the subject's identity code.</summary>
public enum PlantedIdentity
{
    /// <summary>EEG only.</summary>
    Eeg,

    /// <summary>EEG, audio and video: the shortcut that contrastive losses take.</summary>
    Shared,
}

/// <summary>Which trials lack audio.</summary>
public enum PlantedMissing
{
    /// <summary>None.</summary>
    None,

    /// <summary>Each with the same probability.</summary>
    Mcar,

    /// <summary>Half of those with R = +1, a tenth of those with R = −1: absence itself tells the label.</summary>
    Mnar,
}
