using System.IO.Compression;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What is done with a fitted model.</summary>
public sealed class ModelOperationsCatalog
{
    private readonly MLContext _environment;

    internal ModelOperationsCatalog(MLContext environment) => _environment = environment;

    public void Save(ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        using var stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    /// <summary>Writes a model; <paramref name="inputSchema"/>, which may be null, is given back by loading.</summary>
    public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (var version = new StreamWriter(archive.CreateEntry(ModelFile.Version).Open()))
            version.WriteLine(typeof(MLContext).Assembly.GetName().Version);
        using (var context = new ModelSaveContext(archive, ModelFile.Model))
        {
            model.Save(context);
            context.Finish();
        }
        if (inputSchema is null)
            return;
        using var schema = new BinaryWriter(archive.CreateEntry(ModelFile.Schema).Open());
        SchemaCodec.Write(schema, inputSchema);
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        using var stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    /// <summary>Reads a model, and the schema that it was saved with (null where there was none).</summary>
    /// <exception cref="InvalidDataException">It is no zip archive.</exception>
    /// <exception cref="FormatException">Its entries are not those of a model.</exception>
    /// <exception cref="InvalidOperationException">One of its transformers cannot be made again; the inner exceptions say why.</exception>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var archive = ModelFile.Open(stream);
        inputSchema = archive.GetEntry(ModelFile.Schema) is null ? null : ModelFile.Read(archive, ModelFile.Schema, SchemaCodec.ReadSchema);
        return ModelLoadContext.Load<ITransformer>(_environment, archive, ModelFile.Model);
    }

    /// <summary>What predicts one object at a time.</summary>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, bool ignoreMissingColumns = true,
        SchemaDefinition inputSchemaDefinition = null, SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = ignoreMissingColumns,
            InputSchemaDefinition = inputSchemaDefinition,
            OutputSchemaDefinition = outputSchemaDefinition,
        });

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, PredictionEngineOptions options)
        where TSrc : class where TDst : class, new() => new(transformer, options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>What predicts one object at a time, read with the column types of <paramref name="inputSchema"/>.</summary>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(transformer, inputSchemaDefinition: SchemaDefinitions.Of(typeof(TSrc), inputSchema, SchemaDefinition.Direction.Read));
}
