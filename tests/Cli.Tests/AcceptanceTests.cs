using System.Text.Json.Nodes;

namespace Eegavi.Cli.Tests;

/// <summary>The order of variants that the planted truth demands, small: two data sets, two labels. All of it: docs/acceptance.md.</summary>
public class AcceptanceTests : WithFolder
{
    private const string Studies =
        """
        { "studies": [
          { "name": "X", "label": "X", "reference": "late-sum", "split": { "folds": 2 },
            "base": { "data": { "folder": "set", "make": { "level": "tokens", "seed": 1, "subjects": 12, "trials": 64 }, "modalities": { "eeg": {}, "audio": {} } },
              "model": { "width": 32, "query": { "encoder": { "type": "precomputed", "width": 16 } }, "context": { "audio": { "encoder": { "type": "precomputed", "width": 16 } } }, "heads": { "X": {} } },
              "losses": [ { "type": "cross-entropy", "head": "X" } ],
              "training": { "epochs": 10, "learningRate": 0.005, "batchSize": 32, "validation": { "heldBack": 0 } } },
            "variants": { "late-sum": { "model": { "fusion": [ "late-sum" ] } }, "late-concat": { "model": { "fusion": [ "late-concat" ] } } } },
          { "name": "T", "label": "T", "reference": "late-concat", "split": { "folds": 2 },
            "base": { "data": { "folder": "set", "make": { "level": "tokens", "seed": 1, "subjects": 12, "trials": 64 }, "modalities": { "eeg": {}, "video": {} } },
              "model": { "width": 32, "query": { "encoder": { "type": "precomputed", "width": 16 } }, "context": { "video": { "encoder": { "type": "precomputed", "width": 16 } } }, "heads": { "T": {} } },
              "losses": [ { "type": "cross-entropy", "head": "T" } ],
              "training": { "epochs": 20, "learningRate": 0.004, "batchSize": 32, "validation": { "heldBack": 0 } } },
            "variants": { "late-concat": { "model": { "fusion": [ "late-concat" ] } },
              "band": { "model": { "fusion": [ { "type": "gated-xattn", "heads": 4, "headWidth": 8, "gate": { "type": "tanh", "init": 0.5 }, "visibility": { "type": "band", "seconds": 0.5 } } ] } } } } ] }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Compare_PlantedTruth_TheRightVariantBeats(int seed)
    {
        var answer = EegaviTool.RunIn(Folder, "compare", Write("experiment.json", Studies.Replace("\"seed\": 1", $"\"seed\": {seed}")), "--out", Place("out"));
        answer.Code.Should().Be(0, answer.Error);
        var studies = JsonNode.Parse(File.ReadAllText(Place("out/results.json")))!["studies"]!;
        foreach (var (study, better) in new[] { (studies[0]!, "late-concat"), (studies[1]!, "band") })
        {
            study["variants"]![better]!["againstReference"]!["beats"]!.GetValue<bool>().Should().BeTrue();
            study["variants"]!.AsObject().Should().OnlyContain(v => !v.Value!["aboveCeiling"]!.GetValue<bool>(), "a model above its ceiling is a leak");
        }
    }
}
