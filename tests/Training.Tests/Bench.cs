using System.Text.Json.Nodes;
using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Losses;
using Eegavi.Models;
using Eegavi.Plugins;
using Eegavi.Training.Runs;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

/// <summary>Real parts, and runs on <see cref="PairData"/>.</summary>
internal static class Bench
{
    private static readonly PartCatalog Catalog = PartCatalog.Scan(typeof(PrecomputedEncoder).Assembly, typeof(LateConcat).Assembly, typeof(CrossEntropy).Assembly);

    // Models of this size gain nothing from threads, and lose much where other processes want the cores too.
    static Bench() => set_num_threads(1);

    public static IParts Parts { get; } = new Parts(Catalog);

    /// <summary>EEG alone, held to <c>pair</c>, 12 epochs. On the CPU, where the last bit is known.</summary>
    public static JsonObject Run => Json("""
        {
          "model": {
            "width": 8,
            "query": { "modality": "eeg", "encoder": { "type": "precomputed", "width": 3 } },
            "heads": { "pair": { "type": "mlp", "dropout": 0 } }
          },
          "losses": [ { "type": "cross-entropy", "head": "pair" } ],
          "training": { "device": "cpu", "epochs": 12, "batchSize": 16, "learningRate": 0.01, "validation": { "heldBack": 0 } },
          "data": {}
        }
        """);

    /// <summary>A patch that adds audio.</summary>
    public static JsonObject Fused => Json("""
        { "model": { "context": { "audio": { "encoder": { "type": "precomputed", "width": 2 } } }, "fusion": [ { "type": "late-concat", "hidden": 16, "dropout": 0 } ] } }
        """);

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    public static RunSpec Read(JsonObject run) => new SpecBinder(Catalog).Bind<RunSpec>(ResolvedConfiguration.From(run, "."));

    public static Workbench Over(IBatchSource data) => new(Parts, Read, _ => data);

    /// <summary>A model and its losses from a run with a patch, weights drawn from a seed.</summary>
    public static (FusionModel Model, Objective Objective, RunSpec Spec) Build(JsonObject patch, int seed = 1)
    {
        var spec = Read((JsonObject)JsonMergePatch.Apply(Run, patch)!);
        manual_seed(seed);
        var model = new ModelBuilder(Parts).Build(spec.Model);
        return (model, new ObjectiveBuilder(Parts).Build(spec.Losses, model), spec);
    }
}
