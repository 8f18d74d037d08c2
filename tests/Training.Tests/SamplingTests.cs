namespace Eegavi.Training.Tests;

public class SamplingTests
{
    private static readonly int[] Rows = [.. Enumerable.Range(0, 50)];
    private static readonly string[] Subjects = [.. Enumerable.Range(0, 50).Select(i => $"s{i % 3}")];
    private static readonly string[] Mixed = [.. Subjects.Select(_ => "")];

    [Fact]
    public void Batches_OfOneGroup_UseEachRowOnce()
    {
        var batches = Sampling.Batches(Rows, Mixed, new() { BatchSize = 16 }, epoch: 1);

        batches.Select(b => b.Length).Should().Equal(16, 16, 16, 2);
        batches.SelectMany(b => b).Should().BeEquivalentTo(Rows).And.NotBeInAscendingOrder();
    }

    [Fact]
    public void Batches_OneRowLeftOver_IsLeftOut() =>
        Sampling.Batches([.. Enumerable.Range(0, 49)], Mixed, new() { BatchSize = 16 }, epoch: 1).Select(b => b.Length).Should().Equal(16, 16, 16);

    [Fact]
    public void Batches_OfGroups_MixNone()
    {
        var batches = Sampling.Batches(Rows, Subjects, new() { BatchSize = 7 }, epoch: 1);

        batches.Should().OnlyContain(batch => batch.Select(row => Subjects[row]).Distinct().Count() == 1);
        batches.Select(batch => Subjects[batch[0]]).Should().NotBeInAscendingOrder("subjects must not come one after the other");
    }

    [Fact]
    public void Batches_DependOnSeedAndEpochAlone()
    {
        int[][] Of(int seed, int epoch) => Sampling.Batches(Rows, Subjects, new() { BatchSize = 7, Seed = seed }, epoch);
        Of(1, 2).Should().BeEquivalentTo(Of(1, 2), options => options.WithStrictOrdering());
        Of(1, 2).SelectMany(b => b).Should().NotEqual(Of(1, 3).SelectMany(b => b)).And.NotEqual(Of(2, 2).SelectMany(b => b));
    }

    [Fact]
    public void Count_OneRow_SaysWhatItExpected() =>
        FluentActions.Invoking(() => Sampling.Count([4], Subjects, new())).Should().Throw<ArgumentException>().WithMessage("Expected at least 2 rows to train on together; got 1 rows*");

    [Theory]
    [InlineData("""[ { "type": "cross-entropy", "head": "pair" } ]""", false, "")]
    [InlineData("""[ { "type": "siglip" } ]""", false, "s00")]
    [InlineData("""[ { "type": "siglip" } ]""", true, "")]
    [InlineData("""[ { "type": "siglip" }, { "type": "query-preserve" } ]""", true, "s00")]
    [InlineData("""[ { "type": "reconstruction" } ]""", false, "")]
    public void Groups_WithoutASampler_AreSubjectsWhereALossWouldLearnPersons(string losses, bool audioIsShown, string first)
    {
        var data = new PairData { StimulusModalities = audioIsShown ? new HashSet<string> { "audio" } : [] };
        var patch = Bench.Fused;
        patch["losses"] = System.Text.Json.Nodes.JsonNode.Parse(losses);
        var (_, objective, spec) = Bench.Build(patch);

        Sampling.Groups(data, objective, spec.Training.Sampler)[0].Should().Be(first);
        Sampling.Groups(data, objective, BatchSampler.WithinSubject)[0].Should().Be("s00", "a sampler that is named is taken");
    }

    [Fact]
    public void Groups_WithinStimulus_AreOfOneEach()
    {
        var (_, objective, _) = Bench.Build([]);
        var data = new PairData(subjects: 2, rows: 3) { Stimuli = [new("a", 0, 1), new("b", 0, 1), null, new("a", 1, 2), null, new("b", 0, 1)] };

        Sampling.Groups(data, objective, BatchSampler.WithinStimulus).Should().Equal("a", "b", "", "a", "", "b");
        FluentActions.Invoking(() => Sampling.Groups(new PairData(), objective, BatchSampler.WithinStimulus)).Should().Throw<ArgumentException>()
            .WithMessage("training.sampler: expected data that say what each row saw*");
    }
}
