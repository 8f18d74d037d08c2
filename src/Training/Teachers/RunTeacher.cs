using Eegavi.Models;
using Eegavi.Training.Runs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Training;

/// <summary>A trained model as a teacher: every stage and head of it is a vector, <c>fused</c>, <c>query</c>, <c>context.audio</c>, <c>head.mood</c>.</summary>
internal sealed class RunTeacher : Module<Batch, IReadOnlyDictionary<string, LossVector>>, ITeacher
{
    private readonly FusionModel _model;
    private readonly IReadOnlyDictionary<string, ITableMaker> _tables;

    /// <summary>Loads a run.</summary>
    /// <param name="bench">Reads its configuration, makes its parts.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="ArgumentException">There is no finished run.</exception>
    public RunTeacher(Workbench bench, string folder) : base("run")
    {
        var record = RunFolder.Find(folder) ?? throw new ArgumentException($"expected the folder of a finished run; got '{folder}', which holds none: 'eegavi train' makes one.");
        (Fingerprint, FittedTo) = (record.Fingerprint, record.Subjects ?? throw new ArgumentException($"expected a run that says whom it was trained on; '{folder}' is older: train it again."));
        (_model, _tables) = (RunFolder.LoadModel(bench, folder), RunFolder.LoadTables(bench, folder));
        foreach (var parameter in _model.parameters()) parameter.requires_grad = false;
        Widths = _model.StageWidths.Concat(_model.Spec.Heads.Select(h => KeyValuePair.Create($"head.{h.Key}", h.Value.Outputs))).ToDictionary(StringComparer.Ordinal);
        register_module("model", _model);
        register_module("tables", FittedSource.AsModule(_tables));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Widths { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> FittedTo { get; }

    /// <summary>Runs the teacher, nothing dropped out.</summary>
    public override IReadOnlyDictionary<string, LossVector> forward(Batch batch)
    {
        using var _ = no_grad();
        _model.eval();
        return _model.call(FittedSource.WithTables(batch, _tables)).AsTeacher();
    }
}
