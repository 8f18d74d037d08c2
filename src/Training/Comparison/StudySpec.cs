using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Eegavi.Plugins;
using Eegavi.Training.Splits;

namespace Eegavi.Training.Comparison;

/// <summary>A comparison: studies that are run and reported together.</summary>
public sealed record ComparisonSpec
{
    /// <summary>The studies, each with its own label, variants and reference.</summary>
    [MinLength(1)] public required IReadOnlyList<StudySpec> Studies { get; init; }

    /// <summary>Plugins whose parts the studies name: whoever reads the file loads them before it binds the rest. Default: none.</summary>
    public PluginSpec Plugins { get; init; } = new();
}

/// <summary>One question: which of several variants predicts one label better?</summary>
public sealed record StudySpec
{
    /// <summary>Name of the study, unique in its comparison.</summary>
    [MinLength(1)] public required string Name { get; init; }

    /// <summary>The label column that is predicted and scored.</summary>
    [MinLength(1)] public required string Label { get; init; }

    /// <summary>The head whose predictions are scored. Default: the label's name.</summary>
    public string? Head { get; init; }

    /// <summary>The run that the variants change: <c>model</c>, <c>losses</c>, <c>training</c>, <c>data</c>.</summary>
    public required JsonObject Base { get; init; }

    /// <summary>Variants by name, each a JSON Merge Patch on <see cref="Base"/>: objects merge, arrays replace, null removes.</summary>
    [MinLength(1)] public required IReadOnlyDictionary<string, JsonObject> Variants { get; init; }

    /// <summary>The variant that all others are compared with. Default <c>eeg-only</c>.</summary>
    public string Reference { get; init; } = "eeg-only";

    /// <summary>The variants that see one modality alone; the others are also compared with the best of them. Default: none.</summary>
    public IReadOnlyList<string> SingleModalities { get; init; } = [];

    /// <summary>Seeds; each subject's score is the mean over them. Default: 1.</summary>
    [MinLength(1)] public IReadOnlyList<int> Seeds { get; init; } = [1];

    /// <summary>How rows are divided.</summary>
    public SplitSpec Split { get; init; } = new();

    /// <summary>The best balanced accuracy that a variant could reach, where the data's maker knows it.</summary>
    public IReadOnlyDictionary<string, double> Ceilings { get; init; } = new Dictionary<string, double>();

    /// <summary>Head whose predictions are scored.</summary>
    internal string ScoredHead => Head ?? Label;
}

/// <summary>How rows are divided into folds.</summary>
public sealed record SplitSpec
{
    /// <summary><c>subject-folds</c>, <c>leave-one-subject-out</c> or <c>mixed</c>. Default <c>subject-folds</c>.</summary>
    public string Scheme { get; init; } = Splitter.SubjectFoldsScheme;

    /// <summary>How many folds; without effect on <c>leave-one-subject-out</c>. Default 4.</summary>
    [Range(2, 1000)] public int Folds { get; init; } = 4;

    /// <summary>Seed of the permutation of subjects. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Allows a split that tests on persons whose other rows were trained on. Its scores say nothing of new persons. Default false.</summary>
    public bool AllowSharedSubjects { get; init; }
}
