using System.Text.Json.Nodes;
using Eegavi.Models;
using Eegavi.Plugins;

namespace Eegavi.Training.Runs;

/// <summary>All that a training run is made of.</summary>
public sealed record RunSpec
{
    /// <summary>The model.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>Its losses.</summary>
    public required IReadOnlyList<LossSpec> Losses { get; init; }

    /// <summary>Tables that are fitted to the training rows, by the modality that each becomes; sidecars read them. Default: none.</summary>
    public IReadOnlyDictionary<string, Part<ITableMaker>> Tables { get; init; } = new Dictionary<string, Part<ITableMaker>>();

    /// <summary>Teachers by name; losses stand on what they say of a row as <c>teacher.NAME.VECTOR</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, TeacherSpec> Teachers { get; init; } = new Dictionary<string, TeacherSpec>();

    /// <summary>The run whose weights it begins with. Default: weights are drawn from the seed.</summary>
    public InitSpec? Init { get; init; }

    /// <summary>Changes to windows in training, in this order. Default: none.</summary>
    public IReadOnlyList<AugmentationSpec> Augmentations { get; init; } = [];

    /// <summary>How it is trained.</summary>
    public TrainingSpec Training { get; init; } = new();

    /// <summary>What it is trained on: whoever opens the data knows these options.</summary>
    public required JsonObject Data { get; init; }

    /// <summary>Plugins whose parts it names: whoever reads the file loads them before it binds the rest. Default: none.</summary>
    public PluginSpec Plugins { get; init; } = new();
}
