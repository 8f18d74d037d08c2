using Eegavi.MachineLearning.Fitting;
using Eegavi.MachineLearning.Inputs;
using Eegavi.MachineLearning.Outputs;
using Eegavi.Models;
using Eegavi.Plugins;
using Eegavi.Training;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning;

/// <summary>Fits a fusion model to a table, or loads a fitted one: the way into an ML.NET pipeline. <c>mlContext.Transforms.Eegavi(options)</c> makes one.</summary>
/// <remarks>Training reads the rows into memory. Progress goes to the logger given here: an extension of ML.NET cannot reach its context's own log.</remarks>
public sealed class FusionEstimator : IEstimator<FusionTransformer>
{
    private readonly FusionOptions _options;
    private readonly PartCatalog _catalog;
    private readonly Parts _parts;
    private readonly ILogger _logger;

    /// <summary>Makes an estimator.</summary>
    /// <param name="options">The model, its columns, and how it is trained.</param>
    /// <param name="catalog">The parts that there are; null = <see cref="PipelineParts"/>.</param>
    /// <param name="logger">Told of each epoch; null = nobody.</param>
    /// <exception cref="ConfigurationException">The options break their rules: every error.</exception>
    public FusionEstimator(FusionOptions options, PartCatalog? catalog = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        catalog ??= PipelineParts.Catalog;
        new SpecValidator(catalog).Check(options);
        (_options, _catalog, _parts, _logger) = (options, catalog, new Parts(catalog), logger ?? NullLogger.Instance);
    }

    /// <summary>Trains, goes on training, or loads, as <see cref="FusionOptions"/> says.</summary>
    /// <param name="input">The rows to train on; only its columns matter where weights are only loaded.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type, or the parts do not fit each other.</exception>
    /// <exception cref="DivergedException">The loss is no longer finite.</exception>
    /// <exception cref="IOException">The file of weights is missing.</exception>
    /// <exception cref="InvalidDataException">The weights do not fit the model.</exception>
    public FusionTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var labels = Labels(input.Schema);
        manual_seed(_options.Training.Seed);
        var model = new ModelBuilder(_parts).Build(_options.Model);
        try
        {
            if (_options.Weights is not null) Load(model, _options.Weights);
            if (_options.Losses.Count > 0) Train(model, input, labels);
            return new FusionTransformer(model, _options, Classes(labels), _catalog);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The columns that will be there.</summary>
    /// <exception cref="ArgumentException">A column that is needed is missing.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        string[] there = [.. inputSchema.Select(column => column.Name)];
        string[] missing = [.. Needed().Distinct().Except(there, StringComparer.Ordinal)];
        if (missing.Length > 0) throw new ArgumentException($"Expected the columns {string.Join(", ", missing)}, which the model reads or learns; got {string.Join(", ", there)}.", nameof(inputSchema));
        var added = OutputColumns.Names(_options.Model.Ablated(), _options.Output);
        return new([.. inputSchema.Where(column => !added.Contains(column.Name)), .. added.Select(ColumnShapes.Vector)]);
    }

    private IEnumerable<string> Needed() =>
    [
        .. ModelInputs.Read(_options.Model.Ablated(), isTraining: _options.Losses.Count > 0).SelectMany(ColumnsOf),
        .. FusionOptions.Labels(_options.Losses).Select(_options.ColumnOf),
        .. new[] { _options.GroupColumn, _options.SplitColumn }.OfType<string>().Where(_ => _options.Losses.Count > 0),
    ];

    private IEnumerable<string> ColumnsOf(string modality)
    {
        var input = _options.Inputs.GetValueOrDefault(modality) ?? new();
        return new[] { input.Column ?? modality, input.SecondsColumn, input.StartColumn }.OfType<string>();
    }

    // What the losses are held to must be there, and none of the inputs.
    private Dictionary<string, DataViewSchema.Column> Labels(DataViewSchema schema)
    {
        var labels = FusionOptions.Labels(_options.Losses).ToDictionary(
            label => label, label => ColumnReaders.Find(schema, _options.ColumnOf(label), $"The losses learn the label '{label}'"), StringComparer.Ordinal);
        var inputs = FusionOptions.Modalities(_options.Model).Select(m => _options.Inputs.GetValueOrDefault(m)?.Column ?? m).ToHashSet(StringComparer.Ordinal);
        foreach (var (label, column) in labels.Where(label => inputs.Contains(label.Value.Name)))
            throw new ArgumentException($"Expected a label that is no input of the model; '{column.Name}' is both: a model that reads what it is to tell learns nothing.");
        return labels;
    }

    private void Train(FusionModel model, IDataView input, Dictionary<string, DataViewSchema.Column> labels)
    {
        var source = new TableSource(input, new ModelInputs(model, _options.Inputs, input.Schema, isTraining: true), labels, _options);
        using var objective = new ObjectiveBuilder(_parts).Build(_options.Losses, model);
        new Trainer(model, objective, _options.Training, new Augmentations(_options.Augmentations, _parts))
            .Fit(source, [.. Enumerable.Range(0, source.RowIds.Count)], new EpochLog(_logger));
    }

    private static void Load(FusionModel model, string path)
    {
        using var file = SafetensorsFile.Open(path);
        ModuleWeights.Load(model, file);
    }

    private Dictionary<string, IReadOnlyList<string>> Classes(Dictionary<string, DataViewSchema.Column> labels)
    {
        var classes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var loss in _options.Losses)
            if (loss is { Head: { } head, Labels: null } && ColumnReaders.ClassNames(labels[loss.Label ?? head]) is { } names) classes[head] = names;
        return classes;
    }
}
