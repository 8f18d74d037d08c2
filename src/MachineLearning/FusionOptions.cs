using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Eegavi.Models;
using Eegavi.Plugins;
using Eegavi.Training;
using Eegavi.Training.Runs;

namespace Eegavi.MachineLearning;

/// <summary>What a <see cref="FusionEstimator"/> makes of which columns.</summary>
/// <remarks>
/// With <see cref="Losses"/> fitting trains; with losses and <see cref="Weights"/> it goes on from those weights; with weights alone it only loads them.
/// </remarks>
public sealed record FusionOptions : IValidatableObject
{
    /// <summary>The model.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>What fitting minimises. Default: nothing, the weights are only loaded.</summary>
    public IReadOnlyList<LossSpec> Losses { get; init; } = [];

    /// <summary>How fitting trains. Its <c>device</c> is also where the fitted model computes.</summary>
    public TrainingSpec Training { get; init; } = new();

    /// <summary>Changes to windows in training, in this order. Default: none.</summary>
    public IReadOnlyList<AugmentationSpec> Augmentations { get; init; } = [];

    /// <summary>Weights of the whole model, as a run's <c>model.safetensors</c> has them. Null = drawn from the seed.</summary>
    [FilePath] public string? Weights { get; init; }

    /// <summary>Where the model's modalities come from, by modality. Default: from the columns of their names.</summary>
    public IReadOnlyDictionary<string, InputSpec> Inputs { get; init; } = new Dictionary<string, InputSpec>();

    /// <summary>Which columns are added.</summary>
    public OutputSpec Output { get; init; } = new();

    /// <summary>The column of the one label that the losses are held to. Default: each label's own name is its column's.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The column that tells subjects apart: whom training holds back to watch itself, and rows of whom make a batch. Default: all rows are one subject's.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>The column that says which rows are trained on: text <c>train</c>, or true. Default: all.</summary>
    public string? SplitColumn { get; init; }

    /// <summary>Rows B that go through the fitted model together. Default 64.</summary>
    [Range(1, 65536)] public int BatchSize { get; init; } = 64;

    /// <summary>Options that load the model of a finished run of <c>eegavi train</c>.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="parts">The parts that there are; null = <see cref="PipelineParts"/>.</param>
    /// <exception cref="IOException">There is no finished run.</exception>
    public static FusionOptions FromRun(string folder, PartCatalog? parts = null)
    {
        if (RunFolder.Find(folder) is null) throw new FileNotFoundException($"Expected the folder of a finished run of eegavi train; got '{folder}'.");
        var json = JsonNode.Parse(File.ReadAllText(RunFolder.ConfigurationIn(folder)))!.AsObject();
        var run = new SpecBinder(parts ?? PipelineParts.Catalog).Bind<RunSpec>(ResolvedConfiguration.From(json, folder));
        return new() { Model = ModelFiles.Without(run.Model.Ablated()), Weights = RunFolder.WeightsIn(folder) };
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Losses.Count == 0 && Weights is null && Model.Query.Encoder.Weights is null)
            yield return new("expected losses to train with, or weights to load; got neither: the model would stay as it was drawn.", [nameof(Losses)]);
        foreach (var name in Inputs.Keys.Except(Modalities(Model), StringComparer.Ordinal))
            yield return new($"expected the model's modalities ({string.Join(", ", Modalities(Model))}); got '{name}'.", [nameof(Inputs)]);
        var labels = Labels(Losses);
        if (LabelColumn is not null && labels.Count > 1)
            yield return new($"expected one label; the losses have {string.Join(", ", labels)}: call the columns so, and leave labelColumn out.", [nameof(LabelColumn)]);
    }

    /// <summary>The modalities that a model reads, each once.</summary>
    internal static IReadOnlyList<string> Modalities(ModelSpec model) =>
    [
        .. new[] { model.Query.Modality }
            .Concat(model.Context.Select(c => c.Value.Modality ?? c.Key))
            .Concat(model.Sidecars.Select(s => s.Value.Modality ?? s.Key))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The labels that losses are held to, each once.</summary>
    internal static IReadOnlyList<string> Labels(IEnumerable<LossSpec> losses) =>
        [.. losses.SelectMany(loss => loss.Labels ?? ((loss.Label ?? loss.Head) is { } label ? [label] : [])).Distinct(StringComparer.Ordinal)];

    /// <summary>The column of a label.</summary>
    internal string ColumnOf(string label) => LabelColumn ?? label;
}
