using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Rows that go through a model together, with what is known of them.</summary>
public sealed class Batch : IDisposable
{
    /// <summary>Windows by modality name. An absent key means the same as a window whose <see cref="ModalityWindow.Valid"/> is all false.</summary>
    public required IReadOnlyDictionary<string, ModalityWindow> Modalities { get; init; }

    /// <summary>Label columns by name.</summary>
    public required IReadOnlyDictionary<string, LabelColumn> Labels { get; init; }

    /// <summary>B row ids: data set, recording, start and stop in one string. Rows are joined by id, never by position.</summary>
    public required IReadOnlyList<string> RowIds { get; init; }

    /// <summary>B subject ids.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>What each of B rows saw; null where that is not known of a row, empty where it is known of none.</summary>
    public IReadOnlyList<StimulusSpan?> Stimuli { get; init; } = [];

    /// <summary>Modalities that are made of the stimulus (its picture, its sound), not of the subject: rows that saw the same have the same in them.</summary>
    public IReadOnlySet<string> StimulusModalities { get; init; } = new HashSet<string>();

    /// <summary>What losses are held to beside labels, by name: a teacher's vectors, what an <see cref="IPretext"/> has hidden.</summary>
    public IReadOnlyDictionary<string, LossVector> Targets { get; init; } = new Dictionary<string, LossVector>();

    /// <summary>Rows B.</summary>
    public int Size => RowIds.Count;

    /// <summary>The same rows with other windows or targets; everything else is shared.</summary>
    public Batch With(IReadOnlyDictionary<string, ModalityWindow>? modalities = null, IReadOnlyDictionary<string, LossVector>? targets = null) => new()
    {
        Modalities = modalities ?? Modalities,
        Labels = Labels,
        RowIds = RowIds,
        Subjects = Subjects,
        Stimuli = Stimuli,
        StimulusModalities = StimulusModalities,
        Targets = targets ?? Targets,
    };

    /// <summary>The same rows on a device; this batch where they are there already. The tensors of this one stay as they are.</summary>
    public Batch To(Device device) => IsOn(device) ? this : new()
    {
        Modalities = Modalities.ToDictionary(m => m.Key, m => m.Value.To(device), StringComparer.Ordinal),
        Labels = Labels.ToDictionary(l => l.Key, l => l.Value.To(device), StringComparer.Ordinal),
        RowIds = RowIds,
        Subjects = Subjects,
        Stimuli = Stimuli,
        StimulusModalities = StimulusModalities,
        Targets = Targets.ToDictionary(t => t.Key, t => t.Value.To(device), StringComparer.Ordinal),
    };

    // What a teacher says may be elsewhere than the data. Two devices are never Equals.
    private bool IsOn(Device device) => Modalities.Values.Select(window => window.Values).Concat(Targets.Values.Select(target => target.Values))
        .All(tensor => tensor.device_type == device.type && tensor.device_index == device.index);

    /// <summary>Disposes every tensor.</summary>
    public void Dispose()
    {
        foreach (var window in Modalities.Values) window.Dispose();
        foreach (var label in Labels.Values) label.Dispose();
        foreach (var target in Targets.Values)
        {
            target.Values.Dispose();
            target.Present.Dispose();
            target.Seconds?.Dispose();
        }
    }
}

/// <summary>One label column of a batch.</summary>
public sealed class LabelColumn : IDisposable
{
    /// <summary>[B]: int64 class indices from 0, or float32 ratings.</summary>
    public required Tensor Values { get; init; }

    /// <summary>[B] bool, true = the row has this label.</summary>
    public required Tensor Present { get; init; }

    /// <summary>The same on a device.</summary>
    public LabelColumn To(Device device) => new() { Values = Values.to(device), Present = Present.to(device) };

    /// <summary>Disposes both tensors.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Present.Dispose();
    }
}
