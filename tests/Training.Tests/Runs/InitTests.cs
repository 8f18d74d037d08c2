using System.Text.Json.Nodes;
using Eegavi.Training.Comparison;
using Eegavi.Training.Runs;

namespace Eegavi.Training.Tests.Runs;

public sealed class InitTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("eegavi").FullName;
    private readonly PairData _data = new();
    private readonly JsonObject _run = (JsonObject)Plugins.JsonMergePatch.Apply(Bench.Run, Bench.Json("""{ "training": { "epochs": 1 } }"""))!;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Train_TakesWhatItsPatternsNameAndSaysWhat()
    {
        var first = Train("first");
        // The query's map goes on, the head begins anew.
        var told = new List<string>();
        using var session = RunSession.Open(Bench.Over(_data), Second(keep: "query.*"));
        var drawn = RunSession.Open(Bench.Over(_data), _run).Model.state_dict();
        foreach (var (name, value) in session.Model.state_dict())
            value.equal(name.StartsWith("query", StringComparison.Ordinal) ? first[name] : drawn[name]).all().item<bool>().Should().BeTrue(name);

        RunFolder.Train(Bench.Over(_data), Second(keep: "query.*"), Path.Combine(_parent, "second"), new() { Warn = told.Add });
        told.Should().ContainSingle().Which.Should().StartWith("Took ").And.Contain("drawn anew: head_pair.");
        JsonNode.Parse(File.ReadAllText(Path.Combine(_parent, "second", "init.json")))!["taken"]!.AsArray().Should().OnlyContain(name => name!.GetValue<string>().StartsWith("query."));
    }

    [Fact]
    public void Train_WhatTheOtherRunLearntElse_IsAnotherRun()
    {
        Train("first");
        var before = RunFolder.Train(Bench.Over(_data), Second(), Path.Combine(_parent, "second")).Fingerprint;
        _run["training"]!["seed"] = 2;
        Directory.Delete(Path.Combine(_parent, "first"), recursive: true);
        Train("first");
        _run["training"]!["seed"] = 1;

        RunFolder.Train(Bench.Over(_data), Second(), Path.Combine(_parent, "third")).Fingerprint.Should().NotBe(before);
    }

    [Fact]
    public void Open_WeightsThatDoNotFit_SaysEachOne()
    {
        Train("first");
        _run["model"]!["heads"]!["pair"]!["outputs"] = 3;
        Opening(Second(keep: "*")).Should().Throw<ArgumentException>().WithMessage("init.keep: expected 'head_pair*' as [3*; the other run has [2*");
        _run["model"]!["heads"] = JsonNode.Parse("""{ "easy": {} }""");
        _run["losses"]![0]!["head"] = "easy";
        Opening(Second(keep: "*")).Should().Throw<ArgumentException>().WithMessage("init.keep: expected weights that this model has; 'head_pair*");
        Opening(Second(keep: "quarry.*")).Should().Throw<ArgumentException>().WithMessage("init.keep: expected a pattern that fits a weight of *; got 'quarry.*'.");
    }

    [Fact]
    public void Open_NoSuchRun_SaysWhatItExpected() =>
        Opening(Second()).Should().Throw<ArgumentException>().WithMessage("init.from: expected the folder of a finished run, with model.safetensors in it; got '*first'.");

    [Fact]
    public void Plan_WeightsThatKnowTheTestedSubjects_AreRefused()
    {
        Train("first");
        var spec = new ComparisonSpec
        {
            Studies = [new() { Name = "leak", Label = "pair", Reference = "on", Base = Second(), Variants = new Dictionary<string, JsonObject> { ["on"] = [] }, Split = new() { Folds = 2 } }],
        };
        FluentActions.Invoking(() => ComparisonPlan.Make(spec, Bench.Over(_data))).Should().Throw<Plugins.ConfigurationException>()
            .WithMessage("*initial weights that know none of the subjects*'s00'*");
    }

    private Action Opening(JsonObject run) => () => RunSession.Open(Bench.Over(_data), run).Dispose();

    private Dictionary<string, TorchSharp.torch.Tensor> Train(string name)
    {
        RunFolder.Train(Bench.Over(_data), _run, Path.Combine(_parent, name));
        return RunFolder.LoadModel(Bench.Over(_data), Path.Combine(_parent, name)).state_dict();
    }

    private JsonObject Second(string keep = "*")
    {
        var run = (JsonObject)_run.DeepClone();
        run["init"] = new JsonObject { ["from"] = Path.Combine(_parent, "first"), ["keep"] = keep };
        return run;
    }
}
