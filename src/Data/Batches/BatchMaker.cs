using Eegavi.Data.Windows;
using static TorchSharp.torch;

namespace Eegavi.Data.Batches;

/// <summary>Holds a data set as tensors, one for each modality, and picks batches out of them.</summary>
/// <remarks>Each value is copied once, when the maker is built; the data set may then be let go.</remarks>
public sealed class BatchMaker : IBatchSource, IDisposable
{
    private readonly Dictionary<string, ModalityWindow> _modalities;
    private readonly Dictionary<string, LabelColumn> _labels;

    /// <summary>Copies a data set into tensors.</summary>
    /// <param name="data">The data set; at least one row.</param>
    /// <param name="device">Where the tensors live; null = the CPU.</param>
    /// <param name="tables">Tables of label columns, by the modality that each becomes; null = none.</param>
    /// <exception cref="ArgumentException">There are no rows, or a table's name is taken or its columns are not there.</exception>
    public BatchMaker(DataSet data, Device? device = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? tables = null)
    {
        tables ??= new Dictionary<string, IReadOnlyList<string>>();
        if (data.Trials.Count == 0) throw new ArgumentException($"Expected at least one trial in data set '{data.Name}'; it has none.");
        RowIds = [.. data.Trials.Select(t => t.Id)];
        Subjects = [.. data.Trials.Select(t => t.Subject)];
        Stimuli = data.Trials.Any(t => t.Stimulus is not null) ? [.. data.Trials.Select(t => t.Shown())] : [];
        StimulusModalities = data.StimulusModalities;
        Fingerprint = data.Fingerprint();
        LabelsIn = data.DerivedFrom.Concat(tables).ToDictionary(StringComparer.Ordinal);
        var arrays = data.Modalities.Concat(tables.Select(t => KeyValuePair.Create(t.Key, LabelTable.Of(data, t.Key, t.Value))));
        _modalities = arrays.ToDictionary(m => m.Key, m => Window(m.Value, device));
        _labels = data.Labels.ToDictionary(l => l.Key, l => Column(l.Value, device));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> RowIds { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; }

    /// <inheritdoc/>
    public IReadOnlyList<StimulusSpan?> Stimuli { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> StimulusModalities { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> LabelsIn { get; }

    /// <summary>All rows by modality; the maker owns them.</summary>
    public IReadOnlyDictionary<string, ModalityWindow> Modalities => _modalities;

    /// <summary>All label columns; the maker owns them.</summary>
    public IReadOnlyDictionary<string, LabelColumn> Labels => _labels;

    /// <inheritdoc/>
    public Batch Make(IReadOnlyList<int> rows)
    {
        using var index = tensor(rows.Select(r => (long)r).ToArray(), device: _modalities.Count == 0 ? null : _modalities.Values.First().Values.device);
        return new Batch
        {
            Modalities = _modalities.ToDictionary(m => m.Key, m => m.Value.Rows(index)),
            Labels = _labels.ToDictionary(l => l.Key, l => new LabelColumn { Values = l.Value.Values.index_select(0, index), Present = l.Value.Present.index_select(0, index) }),
            RowIds = [.. rows.Select(r => RowIds[r])],
            Subjects = [.. rows.Select(r => Subjects[r])],
            Stimuli = Stimuli.Count == 0 ? [] : [.. rows.Select(r => Stimuli[r])],
            StimulusModalities = StimulusModalities,
        };
    }

    /// <summary>Disposes the tensors; batches already made stay.</summary>
    public void Dispose()
    {
        foreach (var window in _modalities.Values) window.Dispose();
        foreach (var label in _labels.Values) label.Dispose();
    }

    private static ModalityWindow Window(ModalityArray array, Device? device) => new()
    {
        Values = Kept(tensor(array.Values, [array.Rows, .. array.Shape.Select(a => (long)a)], device: device)),
        Valid = Kept(tensor(array.Valid, [array.Rows, array.Steps], device: device)),
        Seconds = Kept(tensor(array.Seconds, [array.Rows, array.Steps], device: device)),
    };

    private static LabelColumn Column(LabelArray label, Device? device) => new()
    {
        Values = Kept(label.Classes is null ? tensor(label.Values, device: device) : tensor(label.Values.Select(v => (long)v).ToArray(), device: device)),
        Present = Kept(tensor(label.Present, device: device)),
    };

    // The maker outlives whatever scope it is built in.
    private static Tensor Kept(Tensor tensor) => tensor.DetachFromDisposeScope();
}
