namespace Eegavi.Training.Tests;

public class ParameterGroupsTests
{
    [Fact]
    public void Of_Defaults_SparesNormsAndBiasesFromDecay()
    {
        var (model, objective, spec) = Bench.Build(Bench.Fused);
        var groups = ParameterGroups.Of(model, objective, spec.Training);

        groups.Select(g => g.Key).Should().BeEquivalentTo(new[] { new GroupKey(1, true), new GroupKey(1, false) });
        groups.Sum(g => g.Parameters.Count).Should().Be(model.parameters().Count());
        groups.Single(g => g.Key.Decays).Parameters.Should().OnlyContain(p => p.dim() >= 2);
    }

    [Fact]
    public void Of_TemperatureOfALoss_HasItsOwnRateAndNoDecay()
    {
        var (model, objective, spec) = Bench.Build(Bench.Json("""
            {
              "model": { "context": { "audio": { "encoder": { "type": "precomputed", "width": 2 } } }, "fusion": [ { "type": "late-concat" } ] },
              "losses": [ { "type": "siglip", "between": ["query", "context.audio"] } ],
              "training": { "temperatureRate": 7 }
            }
            """));
        var group = ParameterGroups.Of(model, objective, spec.Training).Single(g => g.Key.Rate == 7);

        group.Key.Decays.Should().BeFalse();
        group.Parameters.Should().HaveCount(2).And.OnlyContain(p => p.numel() == 1);
    }

    [Fact]
    public void Of_Freeze_LeavesThoseParametersOut()
    {
        var (model, objective, spec) = Bench.Build(Bench.Json("""{ "training": { "freeze": ["head_*.weight", "query.*"] } }"""));
        var trained = ParameterGroups.Of(model, objective, spec.Training).SelectMany(g => g.Parameters).ToHashSet();

        foreach (var (name, parameter) in model.named_parameters())
            trained.Contains(parameter).Should().Be(!(name.StartsWith("query.", StringComparison.Ordinal) || (name.StartsWith("head_", StringComparison.Ordinal) && name.EndsWith(".weight", StringComparison.Ordinal))), name);
    }

    [Fact]
    public void Of_FreezeOfNothing_SaysWhatNamesLookLike()
    {
        var (model, objective, spec) = Bench.Build(Bench.Json("""{ "training": { "freeze": ["encodr.*"] } }"""));

        FluentActions.Invoking(() => ParameterGroups.Of(model, objective, spec.Training)).Should().Throw<ArgumentException>()
            .WithMessage("training.freeze: expected a pattern that fits a parameter, such as '*' or 'query.encoder.*'; got 'encodr.*'.");
    }

    [Theory]
    [InlineData("query.encoder.patch.weight", 0.5 * 0.5 * 0.5)]
    [InlineData("query.encoder.blocks.0.weight", 0.5 * 0.5)]
    [InlineData("query.encoder.blocks.1.weight", 0.5)]
    [InlineData("query.encoder.norm.weight", 1)]
    [InlineData("fusion_0.layers.0.to_q.weight", 1)]
    [InlineData("context_audio.encoder.0.weight", 0.5)]
    public void Rate_FallsFromAnEncodersTopToItsInput(string name, double expected)
    {
        string[] names = ["query.encoder.patch.weight", "query.encoder.blocks.0.weight", "query.encoder.blocks.1.weight", "query.encoder.norm.weight", "fusion_0.layers.0.to_q.weight", "context_audio.encoder.0.weight"];

        new LayerDepths(names, 0.5).Rate(name).Should().Be(expected);
    }
}
