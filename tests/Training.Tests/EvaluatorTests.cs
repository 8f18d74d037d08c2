namespace Eegavi.Training.Tests;

public class EvaluatorTests
{
    private readonly PairData _data = new(subjects: 5, rows: 80);

    [Fact]
    public void Predict_RowsInAnyOrder_JoinsById()
    {
        var (model, _, _) = Bench.Build(Bench.Fused);
        var forward = Evaluator.Predict(model, _data, _data.All, "pair", "pair");
        var backward = Evaluator.Predict(model, _data, [.. _data.All.Reverse()], "pair", "pair");

        backward.RowIds.Should().Equal(forward.RowIds.Reverse());
        backward.Targets.Should().Equal(forward.Targets.Reverse());
        backward.Logits[3].Should().BeEquivalentTo(forward.Logits[^4], o => o.Using<float>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-5f)).WhenTypeIs<float>());
    }

    [Fact]
    public void Predict_RowsWithoutTheLabel_AreLeftOut()
    {
        var (model, _, _) = Bench.Build([]);
        var predictions = Evaluator.Predict(model, _data, _data.All, "pair", "pair");

        predictions.RowIds.Should().HaveCount(5 * 79).And.NotContain("pairs/079");
        predictions.Subjects.Distinct().Should().HaveCount(5);
    }

    [Fact]
    public void Predict_ADropOutInTheModel_IsOff()
    {
        var (model, _, _) = Bench.Build(Bench.Json("""{ "model": { "heads": { "pair": { "type": "mlp", "dropout": 0.9 } } } }"""));
        model.train();

        Evaluator.Predict(model, _data, [0, 1], "pair", "pair").Logits.Should().BeEquivalentTo(Evaluator.Predict(model, _data, [0, 1], "pair", "pair").Logits);
    }

    [Fact]
    public void Predict_AnUnknownHead_NamesThoseThatThereAre() =>
        FluentActions.Invoking(() => Evaluator.Predict(Bench.Build([]).Model, _data, [0, 1], "other", "pair")).Should().Throw<ArgumentException>()
            .WithMessage("Expected a model with the head 'other'; got pair.");

    [Fact]
    public void Predict_AnUnknownLabel_NamesThoseThatThereAre() =>
        FluentActions.Invoking(() => Evaluator.Predict(Bench.Build([]).Model, _data, [0, 1], "pair", "other")).Should().Throw<ArgumentException>()
            .WithMessage("Expected data with the label 'other'; got easy, pair.");
}
