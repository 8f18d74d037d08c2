using Eegavi.Training.Monitoring;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests.Monitoring;

public class EndFiguresTests
{
    private static readonly string[] TwoSubjects = ["a", "a", "a", "b", "b", "b"];

    [Fact]
    public void Of_VectorsOfTheirOwn_AreFoundEverywhere()
    {
        var found = EndFigures.Of("siglip", "context.audio", eye(6), eye(6), Rows(TwoSubjects), fromStimulus: false);

        found.Everywhere.Top1.Should().Be(1);
        found.Everywhere.Chance.Should().BeApproximately(1 / 6.0, 1e-12);
        found.Within!.Chance.Should().BeApproximately(1 / 3.0, 1e-12);
        (found.Cosine, found.Mismatched).Should().Be((1.0, 0.0));
    }

    // Every row of a subject has the subject's vector: the person is known, the state is not.
    [Fact]
    public void Of_VectorsOfTheSubject_AreFoundByPersonAlone()
    {
        var person = cat([eye(2)[0].repeat(3, 1), eye(2)[1].repeat(3, 1)]);
        var found = EndFigures.Of("siglip", "context.audio", person, person, Rows(TwoSubjects), fromStimulus: false);

        found.Everywhere.Lift.Should().BeApproximately(2, 1e-6);
        found.Within!.Lift.Should().BeApproximately(1, 1e-6);
        (found.Cosine, found.Mismatched).Should().Be((1.0, 1.0), "within a subject every pair looks alike");
    }

    [Fact]
    public void Of_SubjectsOfOneRow_ComparesAllRows()
    {
        var found = EndFigures.Of("siglip", "context.audio", eye(3), eye(3), Rows("a", "b", "c"), fromStimulus: false);

        found.Within.Should().BeNull();
        found.Mismatched.Should().Be(0);
    }

    // Rows 0 and 1 saw the same seconds and so have the same sound: neither is wrong for the other.
    [Fact]
    public void Of_RowsThatSawTheSame_AreNoCandidates()
    {
        var sound = tensor(new[,] { { 1f, 0 }, { 1, 0 }, { 0, 1 } });
        var rows = new RowFacts(["a", "a", "a"], [new("film", 0, 10), new("film", 5, 15), new("film", 20, 30)]);

        EndFigures.Of("siglip", "context.audio", sound, sound, rows, fromStimulus: true).Everywhere.Top1.Should().Be(1);
        EndFigures.Of("siglip", "context.audio", sound, sound, rows, fromStimulus: false).Everywhere.Top1.Should().BeApproximately(2 / 3.0, 1e-12);
    }

    [Fact]
    public void Targets_AnchorBetweenTwoOrthogonalEnds_ReachesTheBound()
    {
        var (audio, video) = (eye(4)[..2], eye(4)[2..]);
        var found = TargetFigures.Of("siglip", (audio + video) / Math.Sqrt(2), [audio, video]);

        found.Bound.Should().BeApproximately(Math.Sqrt(0.5), 1e-6);
        found.Cosine.Should().BeApproximately(found.Bound, 1e-6);
    }

    [Fact]
    public void Targets_EndsThatAgree_BoundNothing() =>
        TargetFigures.Of("siglip", eye(3), [-eye(3), -eye(3), -eye(3)]).Should().Match<TargetFigures>(t => Math.Abs(t.Bound - 1) < 1e-6 && Math.Abs(t.Cosine + 1) < 1e-6);

    private static RowFacts Rows(params string[] subjects) => new(subjects, new StimulusSpan?[subjects.Length]);
}
