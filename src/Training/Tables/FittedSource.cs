using static TorchSharp.torch.nn;

namespace Eegavi.Training;

/// <summary>Rows that also have tables which are fitted to training rows, each a modality of its own.</summary>
internal sealed class FittedSource : IBatchSource, IDisposable
{
    private readonly IBatchSource _data;
    private readonly IReadOnlyDictionary<string, ITableMaker> _makers;

    /// <summary>With makers by the modality that each makes.</summary>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    public FittedSource(IBatchSource data, IReadOnlyDictionary<string, ITableMaker> makers)
    {
        (_data, _makers) = (data, makers);
        LabelsIn = data.LabelsIn.Concat(makers.Select(m => KeyValuePair.Create(m.Key, m.Value.LabelsRead))).ToDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> RowIds => _data.RowIds;

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects => _data.Subjects;

    /// <inheritdoc/>
    public IReadOnlyList<StimulusSpan?> Stimuli => _data.Stimuli;

    /// <inheritdoc/>
    public IReadOnlySet<string> StimulusModalities => _data.StimulusModalities;

    /// <inheritdoc/>
    public string Fingerprint => _data.Fingerprint;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> TargetWidths => _data.TargetWidths;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> LabelsIn { get; }

    /// <summary>The makers as one module, for saving what they fitted.</summary>
    public Module Fitted() => AsModule(_makers);

    /// <summary>Makers as one module, for saving and loading what they fitted.</summary>
    public static Module AsModule(IReadOnlyDictionary<string, ITableMaker> makers)
    {
        var all = new Makers();
        foreach (var (name, maker) in makers) all.register_module(name, (Module)maker);
        return all;
    }

    /// <summary>Fits every maker to training rows.</summary>
    public void Fit(IReadOnlyList<int> rows)
    {
        foreach (var maker in _makers.Values) maker.Fit(_data, rows);
    }

    /// <inheritdoc/>
    public Batch Make(IReadOnlyList<int> rows) => WithTables(_data.Make(rows), _makers);

    /// <summary>A batch with the tables that were fitted.</summary>
    public static Batch WithTables(Batch batch, IReadOnlyDictionary<string, ITableMaker> makers) => makers.Count == 0 ? batch : batch.With(
        modalities: batch.Modalities.Concat(makers.Select(m => KeyValuePair.Create(m.Key, m.Value.call(batch)))).ToDictionary(StringComparer.Ordinal));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var maker in _makers.Values.OfType<IDisposable>()) maker.Dispose();
    }

    private sealed class Makers() : Module("tables");
}
