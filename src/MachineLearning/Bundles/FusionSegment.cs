using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Eegavi.Models;
using Eegavi.Plugins;

namespace Eegavi.MachineLearning.Bundles;

/// <summary>A fitted fusion model without its weights.</summary>
internal sealed record FusionSegment
{
    /// <summary>The model.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>Where its modalities come from.</summary>
    public IReadOnlyDictionary<string, InputSpec> Inputs { get; init; } = new Dictionary<string, InputSpec>();

    /// <summary>Which columns it adds.</summary>
    public OutputSpec Output { get; init; } = new();

    /// <summary>Rows that go through it together.</summary>
    [Range(1, 65536)] public int BatchSize { get; init; } = 64;

    /// <summary>Names of a head's classes, by head.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Describes a transformer.</summary>
    public static FusionSegment Of(FusionTransformer transformer) => new()
    {
        Model = ModelFiles.Without(transformer.Model.Spec),
        Inputs = transformer.Options.Inputs,
        Output = transformer.Options.Output,
        BatchSize = transformer.Options.BatchSize,
        Classes = transformer.Classes,
    };

    /// <summary>Reads a description.</summary>
    /// <param name="json">As <see cref="SpecWriter"/> wrote it.</param>
    /// <param name="parts">The parts that there are.</param>
    /// <exception cref="ConfigurationException">It is malformed, or names parts that are not there: every error.</exception>
    /// <exception cref="InvalidDataException">It names a file of the machine that it was made on, or is too long.</exception>
    public static FusionSegment Read(JsonObject json, PartCatalog parts)
    {
        if (Values(json) is > BundleFiles.MostValues and var values)
            throw new InvalidDataException($"the model's description has {values} values; expected at most {BundleFiles.MostValues}.");
        return new SpecBinder(parts).Bind<FusionSegment>(
            ResolvedConfiguration.From(json, Path.GetTempPath()).Configuration,
            place => throw new InvalidDataException($"{place.Replace(':', '.')} names a file, which a bundle cannot hold."));
    }

    /// <summary>Builds the transformer.</summary>
    /// <param name="parts">The parts that there are.</param>
    /// <param name="weights">The file of its weights.</param>
    /// <exception cref="InvalidDataException">The weights do not fit.</exception>
    /// <exception cref="ArgumentException">The model would hold more numbers than its weights have.</exception>
    public FusionTransformer Build(PartCatalog parts, string weights)
    {
        using var file = SafetensorsFile.Open(weights);
        // What the description asks for must be there: a few bytes could else claim all of the memory.
        var most = file.Names.Sum(name => (double)file.Info(name).Count);
        var model = new ModelBuilder(new Parts(parts) { MostNumbers = most }) { MostNumbers = most }.Build(Model);
        try
        {
            ModuleWeights.Load(model, file);
            return new(model, new() { Model = Model, Inputs = Inputs, Output = Output, BatchSize = BatchSize }, Classes, parts);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static long Values(JsonNode? json) => json switch
    {
        JsonObject properties => properties.Sum(property => 1 + Values(property.Value)),
        JsonArray items => items.Sum(Values),
        _ => 1,
    };
}
