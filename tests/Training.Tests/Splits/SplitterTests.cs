using Eegavi.Training.Splits;

namespace Eegavi.Training.Tests.Splits;

public class SplitterTests
{
    // 11 subjects with unequal numbers of rows, in mixed order.
    private static readonly string[] Subjects = [.. Enumerable.Range(0, 70).Select(i => $"s{i * i % 11:00}{i % 3}"[..3])];
    private static readonly string[] Rows = [.. Enumerable.Range(0, 70).Select(i => $"row{i}")];

    [Fact]
    public void SubjectFolds_TestsEachSubjectOnceAndKeepsFoldsEven()
    {
        var split = Splitter.SubjectFolds(Subjects, 4, seed: 7);

        split.Folds.SelectMany(f => f.TestSubjects).Should().BeEquivalentTo(Subjects.Distinct()).And.OnlyHaveUniqueItems();
        split.Folds.Max(f => f.TestSubjects.Count).Should().BeLessThanOrEqualTo(split.Folds.Min(f => f.TestSubjects.Count) + 1);
        split.Problems(Rows, Subjects).Should().BeEmpty();
    }

    [Fact]
    public void SubjectFolds_RowsInAnotherOrder_GivesTheSameSplit() =>
        Splitter.SubjectFolds([.. Subjects.Reverse()], 3, 7).Should().BeEquivalentTo(Splitter.SubjectFolds(Subjects, 3, 7));

    [Fact]
    public void SubjectFolds_AnotherSeed_PermutesSubjects() =>
        Splitter.SubjectFolds(Subjects, 3, 8).ToJson().Replace("\"seed\": 8", "\"seed\": 7").Should().NotBe(Splitter.SubjectFolds(Subjects, 3, 7).ToJson());

    [Fact]
    public void SubjectFolds_TooFewSubjects_SaysWhatToDo() =>
        FluentActions.Invoking(() => Splitter.SubjectFolds(["a", "b", "a"], 3, 1)).Should().Throw<ArgumentException>()
            .WithMessage("Expected at least 3 subjects for 3 folds; got 2: use fewer folds.");

    [Fact]
    public void LeaveOneSubjectOut_HasAFoldForEachSubject()
    {
        var split = Splitter.LeaveOneSubjectOut(Subjects);

        split.Folds.Should().HaveCount(Subjects.Distinct().Count()).And.OnlyContain(f => f.TestSubjects.Count == 1);
        split.Problems(Rows, Subjects).Should().BeEmpty();
    }

    [Fact]
    public void Mixed_TestsEachRowOnceAndNamesTheSharedSubjects()
    {
        var split = Splitter.Mixed(Rows, 5, 3);

        split.Folds.SelectMany(f => f.TestRows).Should().BeEquivalentTo(Rows).And.OnlyHaveUniqueItems();
        split.Problems(Rows, Subjects).Should().HaveCount(5).And.OnlyContain(p => p.Contains("trains and tests on the same"));
    }

    [Fact]
    public void Problems_ASubjectLeftOut_IsNamed()
    {
        var split = new Split { Scheme = "own", Folds = [new() { Index = 0, TestSubjects = ["a"] }, new() { Index = 1, TestSubjects = ["a", "b"] }] };

        split.Problems(["1", "2", "3"], ["a", "b", "c"]).Should().Equal("1 row is never tested.", "1 row is tested more than once.");
    }

    [Fact]
    public void Divide_SubjectOfOtherData_SaysSo() =>
        new Fold { Index = 2, TestSubjects = ["z"] }.Invoking(f => f.Divide(["1", "2"], ["a", "b"])).Should().Throw<ArgumentException>()
            .WithMessage("Expected the subjects of fold 2 to be in the data; got none called z*");

    [Fact]
    public void Divide_EverySubjectTested_LeavesNothingToTrain() =>
        new Fold { Index = 0, TestSubjects = ["a", "b"] }.Invoking(f => f.Divide(["1", "2"], ["a", "b"])).Should().Throw<ArgumentException>()
            .WithMessage("Expected fold 0 to leave rows on both sides; got 0 to train on and 2 to test.");

    [Fact]
    public void FromJson_WhatToJsonWrote_IsTheSameSplit()
    {
        var split = Splitter.SubjectFolds(Subjects, 4, 7);

        Split.FromJson(split.ToJson()).Should().BeEquivalentTo(split);
    }
}
