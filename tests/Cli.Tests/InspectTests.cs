using System.Text.Json.Nodes;

namespace Eegavi.Cli.Tests;

public class InspectTests : WithFolder
{
    // 4,096 tokens a row: so much that what a row takes can be told from what the program takes.
    private const string Run =
        """
        { "model": { "width": 32,
            "query": { "encoder": { "type": "conv-eeg", "channels": 4, "samplingRateHz": 512, "widths": [32, 64] } },
            "context": { "audio": { "encoder": { "type": "precomputed", "width": 24 } } },
            "fusion": [ { "type": "gated-xattn", "heads": 2, "headWidth": 16, "gate": { "type": "tanh", "init": 0.5 } } ],
            "heads": { "X": {} } },
          "losses": [ { "type": "cross-entropy", "head": "X" }, { "type": "siglip" } ],
          "training": { "batchSize": 6 } }
        """;

    private Answer Inspect(params string[] more) => EegaviTool.RunIn(Folder, ["inspect", Write("mine.json", Run), .. more]);

    [Fact]
    public void Inspect_NeedsNoData_AndSaysWhatEachPartIsAndCosts()
    {
        var answer = Inspect("--no-memory", "--seconds", "2", "--window", "audio=5x24");
        answer.Code.Should().Be(0, answer.Error);
        answer.Output.Should().ContainAll("eeg [B, C=4, S=1024]", "[B, M=1, N=256, E=64]", "audio [B, N=5, E=24]", "fusion_0", "query 256 → 256", "context.audio [B, D=24] → [B, P=32]", "head X · X");
        answer.Output.Should().NotContain("memory at its most");
        Left().Should().Equal("mine.json");
    }

    [Fact]
    public void Inspect_PredictsWhatItThenMeasures_AndAnswersByItsExitCode()
    {
        var answer = Inspect("--seconds", "16", "--batch", "24", "--check", "--json", "--memory", "64GiB");
        answer.Code.Should().Be(0, answer.Error);
        var report = JsonNode.Parse(answer.Output)!;
        foreach (var check in report["checks"]!.AsArray())
            ((double)check!["error"]!).Should().BeInRange(-0.15, 0.15, $"{check}; trials {report["memory"]!["training"]!["trials"]} {report["memory"]!["inference"]!["trials"]}");
        var training = report["memory"]!["training"]!;
        ((long)training["gradients"]!).Should().Be(4 * (long)report["trained"]!);
        ((long)training["optimiser"]!).Should().Be(8 * (long)report["trained"]!);
        ((bool)report["verdict"]!["fits"]!).Should().BeTrue();
        ((int)report["verdict"]!["mostRows"]!).Should().BeGreaterThan(24);
    }

    [Fact]
    public void Inspect_WhatDoesNotFit_EndsWithCode3()
    {
        // Without losses only inference is tried.
        var answer = Inspect("--seconds", "1", "--memory", "1MiB", "--for", "inference", "--set", "losses=[]");
        answer.Code.Should().Be(3, answer.Error);
        answer.Output.Should().Contain("does not fit in 1.0 MiB: inference with batches of 6 rows takes").And.Contain("not even one row fits");
    }

    [Fact]
    public void Inspect_Diagnostics_ShowsGatesAndAttention()
    {
        var answer = Inspect("--no-memory", "--seconds", "1", "--diagnostics");
        answer.Output.Should().MatchRegex(@"fusion_0\.layer_0\.audio.*0\.462").And.ContainAll("entropy", "mass", "ratio");
    }

    [Fact]
    public void Inspect_ATrainedRun_HasItsWeightsAndData()
    {
        const string tokens =
            """
            { "data": { "folder": "set", "make": { "level": "tokens", "subjects": 2, "trials": 8, "windowSeconds": 8 }, "modalities": { "eeg": {}, "audio": {} } },
              "model": { "width": 8, "query": { "encoder": { "type": "precomputed", "width": 16 } }, "context": { "audio": { "encoder": { "type": "precomputed", "width": 16 } } },
                "fusion": [ { "type": "gated-xattn", "heads": 1, "headWidth": 8 } ], "heads": { "X": {} } },
              "losses": [ { "type": "cross-entropy", "head": "X" } ], "training": { "epochs": 2, "batchSize": 8, "validation": { "heldBack": 0 } } }
            """;
        var run = Write("tokens.json", tokens);
        EegaviTool.RunIn(Folder, "train", run).Code.Should().Be(0);
        var drawn = EegaviTool.RunIn(Folder, "inspect", run, "--no-memory", "--diagnostics", "--data");
        drawn.Output.Should().MatchRegex(@"layer_0\.audio\s*│\s*[\d.]+\s*│\s*-?0\.000", "a tanh gate is closed before training").And.Contain("from the data set");
        var trained = EegaviTool.RunIn(Folder, "inspect", run, "--no-memory", "--diagnostics", "--data", "--run", Path.Combine("runs", "tokens"));
        trained.Code.Should().Be(0, trained.Error);
        trained.Output.Should().NotMatchRegex(@"layer_0\.audio\s*│\s*[\d.]+\s*│\s*-?0\.000");
    }

    [Fact]
    public void Inspect_AVariantOfAnExperiment()
    {
        var experiment = Write("experiment.json", $$"""{ "studies": [ { "name": "S", "base": {{Run}}, "variants": { "alone": { "model": { "only": "eeg" }, "losses": [ { "type": "cross-entropy", "head": "X" } ] } } } ] }""");
        EegaviTool.RunIn(Folder, "inspect", experiment, "--variant", "alone", "--no-memory", "--seconds", "1").Output.Should().Contain("S, alone").And.NotContain("fusion_0");
        EegaviTool.RunIn(Folder, "inspect", experiment, "--variant", "both", "--no-memory").ShouldRefuse("--variant: expected one of alone; got 'both'");
        EegaviTool.RunIn(Folder, "inspect", experiment, "--study", "T", "--no-memory").ShouldRefuse("--study: expected one of S; got 'T'");
    }

    [Theory]
    [InlineData("--window video=3x3", "expected one of the model's modalities audio, eeg; got 'video'")]
    [InlineData("--window eeg=axb", "expected MODALITY=SIZES*got 'eeg=axb'")]
    [InlineData("--window eeg=7", "expected 2 sizes (C S), or one more for several items; got 1")]
    [InlineData("--window eeg=5x100", "5")]
    [InlineData("--memory lots", "expected a size such as 8GB, 8GiB or 512MiB; got 'lots'")]
    [InlineData("--batch 0", "--batch: expected at least 1 row; got 0")]
    [InlineData("--data", "--data: expected a file that names its data")]
    [InlineData("--set model.widht=3", "model.widht: unknown key*width")]
    public void Inspect_WrongRequest_SaysWhatWasExpected(string request, string expected) => Inspect([.. request.Split(' '), .. request.StartsWith("--memory") ? [] : new[] { "--no-memory" }]).ShouldRefuse(expected);
}
