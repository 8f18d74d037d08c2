namespace Eegavi;

/// <summary>Rows that training and evaluation draw batches from.</summary>
public interface IBatchSource
{
    /// <summary>Ids of all rows: data set, recording, start and stop.</summary>
    IReadOnlyList<string> RowIds { get; }

    /// <summary>The subject of each row.</summary>
    IReadOnlyList<string> Subjects { get; }

    /// <summary>What each row saw; null where that is not known of a row, empty where it is known of none.</summary>
    IReadOnlyList<StimulusSpan?> Stimuli => [];

    /// <summary>Modalities that are made of the stimulus, not of the subject.</summary>
    IReadOnlySet<string> StimulusModalities => new HashSet<string>();

    /// <summary>A text that changes whenever the rows or what is in them change: finished runs are reused only for the same one.</summary>
    string Fingerprint { get; }

    /// <summary>Widths of the vectors that its batches have in <see cref="Batch.Targets"/>, by name.</summary>
    IReadOnlyDictionary<string, int> TargetWidths => new Dictionary<string, int>();

    /// <summary>Label columns that a modality holds or is made of, by modality: a run that reads the modality may neither learn nor be scored on them.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> LabelsIn => new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Makes a batch of some rows, in their order. The caller owns its tensors.</summary>
    /// <param name="rows">Places in <see cref="RowIds"/>.</param>
    Batch Make(IReadOnlyList<int> rows);
}
