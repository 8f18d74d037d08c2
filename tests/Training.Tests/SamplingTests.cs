namespace Eegavi.Training.Tests;

public class SamplingTests
{
    private static readonly string[] Subjects = [.. Enumerable.Range(0, 50).Select(i => $"s{i % 3}")];

    [Fact]
    public void Batches_Mixed_UsesEachRowOnce()
    {
        var batches = Sampling.Batches([.. Enumerable.Range(0, 50)], Subjects, new() { BatchSize = 16 }, epoch: 1);

        batches.Select(b => b.Length).Should().Equal(16, 16, 16, 2);
        batches.SelectMany(b => b).Should().BeEquivalentTo(Enumerable.Range(0, 50)).And.NotBeInAscendingOrder();
    }

    [Fact]
    public void Batches_OneRowLeftOver_IsLeftOut() =>
        Sampling.Batches([.. Enumerable.Range(0, 49)], Subjects, new() { BatchSize = 16 }, epoch: 1).Select(b => b.Length).Should().Equal(16, 16, 16);

    [Fact]
    public void Batches_WithinSubject_MixesNoSubjects()
    {
        var batches = Sampling.Batches([.. Enumerable.Range(0, 50)], Subjects, new() { BatchSize = 7, Sampler = BatchSampler.WithinSubject }, epoch: 1);

        batches.Should().OnlyContain(batch => batch.Select(row => Subjects[row]).Distinct().Count() == 1);
        batches.Select(batch => Subjects[batch[0]]).Should().NotBeInAscendingOrder("subjects must not come one after the other");
    }

    [Fact]
    public void Count_OneRow_SaysWhatItExpected() =>
        FluentActions.Invoking(() => Sampling.Count([4], Subjects, new())).Should().Throw<ArgumentException>().WithMessage("Expected at least 2 rows to train on together; got 1 rows*");
}
