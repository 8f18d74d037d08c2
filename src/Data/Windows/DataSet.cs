using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Modalities that are made of the stimulus, as the manifest says.</summary>
    public IReadOnlySet<string> StimulusModalities { get; init; } = new HashSet<string>();

    /// <summary>Label columns that a modality was made of, by modality, as the manifest says.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> DerivedFrom { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Label columns by name.</summary>
    public IReadOnlyDictionary<string, LabelArray> Labels { get; }

    /// <summary>A hash of every id, subject, stimulus, label and value: it changes whenever anything in the data set does.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Text(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        void Numbers<T>(T[] numbers) where T : unmanaged
        {
            const int size = 1 << 26;
            for (var at = 0; at < numbers.Length; at += size) hash.AppendData(MemoryMarshal.AsBytes(numbers.AsSpan(at, Math.Min(size, numbers.Length - at))));
        }
        foreach (var trial in Trials) Text($"{trial.Id}\t{trial.Subject}\t{trial.Shown()}");
        Text(string.Join('\t', StimulusModalities.Order(StringComparer.Ordinal)));
        foreach (var (name, label) in Labels.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            Text($"{name}: {string.Join('\t', label.Classes ?? [])}");
            Numbers(label.Values);
            Numbers(label.Present);
        }
        foreach (var (name, array) in Modalities.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            Text($"{name}: {string.Join('\t', array.Shape)}");
            Numbers(array.Values);
            Numbers(array.Valid);
            Numbers(array.Seconds);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
