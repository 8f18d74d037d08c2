using Eegavi.Data.Manifests;

namespace Eegavi.Data.Windows;

/// <summary>Trials with their modalities and labels in memory.</summary>
public sealed class DataSet
{
    /// <summary>With arrays whose rows are in the order of the trials.</summary>
    /// <exception cref="ArgumentException">A modality has another number of rows.</exception>
    public DataSet(string name, IReadOnlyList<Trial> trials, IReadOnlyDictionary<string, ModalityArray> modalities)
    {
        foreach (var (modality, array) in modalities)
            if (array.Rows != trials.Count) throw new ArgumentException($"Modality '{modality}': expected {trials.Count} rows, one for each trial; got {array.Rows}.");
        (Name, Trials, Modalities, Labels) = (name, trials, modalities, LabelArray.Of(trials));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Trials R.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>Modalities by name.</summary>
    public IReadOnlyDictionary<string, ModalityArray> Modalities { get; }

    /// <summary>Label columns by name.</summary>
    public IReadOnlyDictionary<string, LabelArray> Labels { get; }

    /// <summary>R row ids.</summary>
    public IReadOnlyList<string> RowIds => [.. Trials.Select(t => t.Id)];

    /// <summary>R subjects.</summary>
    public IReadOnlyList<string> Subjects => [.. Trials.Select(t => t.Subject)];
}
