using Eegavi.MachineLearning.Bundles;
using Eegavi.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning;

/// <summary>Saves and loads fitted chains with fusion models in them, which ML.NET's own file cannot hold.</summary>
public static class EegaviModels
{
    /// <summary>Writes a fitted chain as one <c>.eegavi</c> file: ML.NET's steps, the models' descriptions and weights, the schema, versions and hashes.</summary>
    /// <param name="catalog"><c>mlContext.Model</c>.</param>
    /// <param name="model">The chain, or a transformer alone.</param>
    /// <param name="inputSchema">Columns of the table that it was fitted to.</param>
    /// <param name="filePath">The file; it appears whole or not at all.</param>
    /// <exception cref="NotSupportedException">A part of a model reads a file.</exception>
    /// <exception cref="InvalidOperationException">ML.NET cannot save one of its own steps, such as a custom mapping without a contract.</exception>
    public static void SaveEegavi(this ModelOperationsCatalog catalog, ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        new BundleWriter(catalog).Write(model, inputSchema, filePath);
    }

    /// <summary>Reads what <see cref="SaveEegavi"/> wrote. ML.NET's steps may name code to run (custom mappings): open files from people whom you trust.</summary>
    /// <param name="catalog"><c>mlContext.Model</c>.</param>
    /// <param name="filePath">The file.</param>
    /// <param name="inputSchema">Columns of the table that it was fitted to.</param>
    /// <param name="parts">The parts that there are; null = <see cref="PipelineParts"/>.</param>
    /// <returns>The chain; disposing it disposes its models.</returns>
    /// <exception cref="InvalidDataException">It is no bundle, damaged, or of a newer version; says which.</exception>
    public static TransformerChain<ITransformer> LoadEegavi(this ModelOperationsCatalog catalog, string filePath, out DataViewSchema inputSchema, PartCatalog? parts = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new BundleReader(catalog, parts ?? PipelineParts.Catalog).Read(filePath, out inputSchema);
    }
}
