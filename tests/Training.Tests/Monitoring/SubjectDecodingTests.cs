using Eegavi.Training.Monitoring;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests.Monitoring;

public class SubjectDecodingTests
{
    private static readonly string[] Subjects = [.. Enumerable.Range(0, 60).Select(i => $"s{i % 3}")];

    [Fact]
    public void Of_SubjectsInTheirOwnPlaces_AreTold()
    {
        manual_seed(1);
        var places = eye(7)[..3].repeat(20, 1);

        SubjectDecoding.Of(places + 0.1 * randn(60, 7), Subjects).Should().Be(new SubjectDecoding(1, 1 / 3.0));
    }

    [Fact]
    public void Of_RowsThatKnowNothing_StaysAtChance()
    {
        manual_seed(2);

        SubjectDecoding.Of(randn(60, 7), Subjects)!.Accuracy.Should().BeInRange(0.15, 0.5);
    }

    [Fact]
    public void Of_OneSubject_CannotBeTried() => SubjectDecoding.Of(randn(9, 4), [.. Enumerable.Repeat("a", 8), "b"]).Should().BeNull();
}
