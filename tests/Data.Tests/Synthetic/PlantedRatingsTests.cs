using Eegavi.Data.Synthetic;

namespace Eegavi.Data.Tests.Synthetic;

public class PlantedRatingsTests
{
    private static readonly PlantedScalars Scalars = PlantedScalars.Draw(PlantedOptions.ForTokens);
    private static readonly PlantedRatings[] Ratings = [.. Scalars.Trials.Select(t => PlantedRatings.Of(Scalars.Options, t))];

    [Fact]
    public void Ratings_AllTrials_LieInOneToNine() =>
        Ratings.SelectMany(r => r.Values).Should().OnlyContain(v => v >= 1 && v <= 9);

    [Fact]
    public void Ratings_CutAtFive_AgreeWithTheirLabelButOften_NotAlways()
    {
        for (var i = 0; i < 4; i++)
        {
            var label = PlantedLabels.Names.ToList().IndexOf(PlantedRatings.LabelBehind(PlantedRatings.Names[i]));
            var agree = Ratings.Zip(Scalars.Trials).Average(p => (p.First.Values[i] > 5) == (p.Second.Labels.Values[label] > 0) ? 1.0 : 0);
            agree.Should().BeApproximately(PlantedRatings.AgreementWithLabel, 0.04);
        }

        PlantedRatings.AgreementWithLabel.Should().BeApproximately(0.788, 0.001);
    }

    [Fact]
    public void Ratings_LabelsBehindNone_AreNotToldByAny()
    {
        foreach (var label in new Func<PlantedLabels, int>[] { y => y.T, y => y.T4, y => y.L })
        {
            for (var i = 0; i < 4; i++) Ratings.Zip(Scalars.Trials).Average(p => (p.First.Values[i] - 5) * label(p.Second.Labels)).Should().BeApproximately(0, 0.2);
        }
    }

    [Fact]
    public void Emotion_EachQuadrant_HasItsNameAndAQuarterOfTheTrials()
    {
        new PlantedRatings(7, 8, 5, 5).Emotion.Should().Be("happy");
        new PlantedRatings(2, 8, 5, 5).Emotion.Should().Be("angry");
        new PlantedRatings(2, 3, 5, 5).Emotion.Should().Be("sad");
        new PlantedRatings(7, 3, 5, 5).Emotion.Should().Be("relaxed");
        Ratings.GroupBy(r => r.Emotion).Should().HaveCount(4).And.OnlyContain(g => g.Count() > 300);
    }
}
