using Eegavi.MachineLearning.Inputs;
using Eegavi.MachineLearning.Outputs;
using Eegavi.MachineLearning.Views;
using Eegavi.Models;
using Eegavi.Models.Inspection;
using Eegavi.Plugins;
using Eegavi.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning;

/// <summary>Adds the model's embedding to a table as a column of vectors of known size, and on request more (<see cref="OutputSpec"/>).</summary>
/// <remarks>
/// Nothing is computed before a row is read, and again with every pass: put <c>AppendCacheCheckpoint</c> behind it before a trainer that passes several times.
/// A prediction engine owns what it was made for: disposing it disposes the model.
/// </remarks>
public sealed class FusionTransformer : ITransformer, IDisposable
{
    private const int MostExampleNumbers = 1 << 26;
    private readonly Lock _running = new();
    private readonly IReadOnlyList<OutputColumn> _outputs;
    private readonly Device _device;
    private string[] _ids = [];

    /// <param name="model">The model; owned, and from here on in evaluation mode and on the device of the options.</param>
    /// <param name="options">Its inputs, outputs and rows at once.</param>
    /// <param name="classes">Names of a head's classes, by head.</param>
    /// <param name="parts">The parts that it was made of.</param>
    /// <exception cref="ArgumentException">Gates are wanted of a model that has none, or whose windows are too large to try them.</exception>
    internal FusionTransformer(FusionModel model, FusionOptions options, IReadOnlyDictionary<string, IReadOnlyList<string>> classes, PartCatalog parts)
    {
        (Model, Options, Classes, Parts) = (model, options, classes, parts);
        _device = ComputeDevice.Find(options.Training.Device);
        model.to(_device);
        model.eval();
        var gates = options.Output.Gates ? Gates() : [];
        if (options.Output.Gates && gates.Count == 0) throw new ArgumentException("output.gates: expected a model with gates; no part of this one has any.");
        _outputs = OutputColumns.Of(model, options.Output, classes, gates);
    }

    /// <summary>The model, in evaluation mode.</summary>
    public FusionModel Model { get; }

    internal FusionOptions Options { get; }

    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; }

    internal PartCatalog Parts { get; }

    /// <summary>True: each row depends on one row of the table only.</summary>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or does not hold what its encoder wants.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _ = Inputs(inputSchema);
        return new AddedColumns(inputSchema, _outputs).Schema;
    }

    /// <summary>The table with the model's columns; nothing is computed yet.</summary>
    /// <exception cref="ArgumentException">A column is not there, or does not hold what its encoder wants.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new FusionView(this, input, Inputs(input.Schema), new(input.Schema, _outputs));
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new FusionMapper(this, Inputs(inputSchema), new(inputSchema, _outputs));
    }

    /// <summary>Not possible: ML.NET lets no one else write into its model files.</summary>
    /// <exception cref="NotSupportedException">Always; it says what to call.</exception>
    public void Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "ML.NET's model file cannot hold an EEGAVI model. Call mlContext.Model.SaveEegavi(model, inputSchema, \"model.eegavi\"), which keeps the whole chain in one file, and mlContext.Model.LoadEegavi to read it.");

    /// <summary>Disposes the model.</summary>
    public void Dispose() => Model.Dispose();

    /// <summary>How many rows go through the model together for these columns: what parts report, they report of all rows together.</summary>
    internal int RowsAtOnce(IEnumerable<int> wanted) => wanted.Any(place => _outputs[place].NeedsDiagnostics) ? 1 : Options.BatchSize;

    /// <summary>Runs the model on rows.</summary>
    /// <param name="windows">Their modalities; the tensors stay the caller's.</param>
    /// <param name="rows">How many they are.</param>
    /// <param name="wanted">Places of the wanted columns.</param>
    /// <returns>By place, a vector for each row; nothing where a column is not wanted.</returns>
    internal RowVectors[] Compute(IReadOnlyDictionary<string, ModalityWindow> windows, int rows, IReadOnlyList<int> wanted)
    {
        // Trainers read from several threads; the engine's own threads serve one caller at a time.
        lock (_running)
        {
            using var scope = NewDisposeScope();
            using var _ = inference_mode();
            using var said = wanted.Any(place => _outputs[place].NeedsDiagnostics) ? Diagnostics.Collect() : null;
            if (_ids.Length != rows) _ids = [.. Enumerable.Range(0, rows).Select(i => $"{i}")];
            var output = Model.call(new Batch { Modalities = windows, Labels = new Dictionary<string, LabelColumn>(), RowIds = _ids, Subjects = _ids }.To(_device));
            var values = new RowVectors[_outputs.Count];
            foreach (var place in wanted) values[place] = Numbers(_outputs[place].Read(output, said));
            return values;
        }
    }

    private ModelInputs Inputs(DataViewSchema schema) => new(Model, Options.Inputs, schema, isTraining: false);

    private static RowVectors Numbers(Tensor values) => new(values.to(ScalarType.Float32, CPU).data<float>().ToArray(), (int)values.size(1));

    // A complete row makes every gate speak. How long it is follows from options that may come from anywhere.
    private IReadOnlyList<string> Gates()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var said = Diagnostics.Collect();
        var shapes = Model.Windows(new()).Where(w => w.Value is not null).ToDictionary(w => w.Key, w => w.Value!);
        if (shapes.Values.Sum(shape => shape.Sizes.Aggregate(1.0, (product, size) => product * size)) > MostExampleNumbers)
            throw new ArgumentException($"output.gates: expected encoders whose example row has at most {MostExampleNumbers} numbers; got {string.Join(", ", shapes.Values)}.");
        Model.call(new ExampleRows(shapes, new Dictionary<string, ExampleLabel>(), 1).Make([0]).To(_device));
        return OutputColumns.GatesIn(said);
    }
}
