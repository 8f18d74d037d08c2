using Eegavi.Data.Synthetic;

namespace Eegavi.Data.Tests.Synthetic;

public class PlantedScalarsTests
{
    private static readonly PlantedOptions Options = PlantedOptions.ForTokens;
    private static readonly PlantedScalars Scalars = PlantedScalars.Draw(Options);

    [Fact]
    public void Labels_AllButL_BalanceInsideEverySubject()
    {
        for (var label = 0; label < 6; label++)
        {
            foreach (var subject in Scalars.Subjects)
                Scalars.Of(subject).Sum(t => t.Labels.Values[label]).Should().Be(0, "label {0} of {1}", PlantedLabels.Names[label], subject.Id);
        }
    }

    [Fact]
    public void LabelL_FollowsThePriorOfItsSubject_OverAllIsEven()
    {
        Scalars.Subjects.Count(s => s.PriorOfL > 0.5).Should().Be(8);
        foreach (var subject in Scalars.Subjects)
            Scalars.Of(subject).Average(t => (t.Labels.L + 1) / 2.0).Should().BeApproximately(subject.PriorOfL, 0.13);
    }

    [Fact]
    public void Labels_DifferentColumns_AreUnrelated()
    {
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < i; j++) Scalars.Trials.Average(t => t.Labels.Values[i] * t.Labels.Values[j]).Should().BeApproximately(0, 0.1);
        }
    }

    // Standard error of a mean of 1,536 trials: 0.026.
    [Fact]
    public void Scalars_MeanAlongTheirLabel_IsHalfOfD()
    {
        Mean(t => t.AudioR * t.Labels.R).Should().BeApproximately(0.7, 0.1);
        Mean(t => t.VideoR * t.Labels.R).Should().BeApproximately(0.5, 0.1);
        Mean(t => (t.EegR - Scalars.Subjects[t.Subject].EegOffset) * t.Labels.R).Should().BeApproximately(0.5, 0.1);
        Mean(t => (t.EcgR - Scalars.Subjects[t.Subject].EcgOffset) * t.Labels.R).Should().BeApproximately(0.4, 0.1);
        Mean(t => t.TextR * t.Labels.R).Should().BeApproximately(0.4, 0.1);
        Mean(t => t.EegF * t.Table[0] * t.Labels.F).Should().BeApproximately(1.5, 0.1);
        Mean(t => t.EegX * t.AudioX * t.Labels.X).Should().BeApproximately(4, 0.4);
        Mean(t => (t.Carrier > 0 ? t.AudioC : t.VideoC) * t.Labels.C).Should().BeApproximately(2, 0.1);
        Mean(t => (t.Carrier > 0 ? t.VideoC : t.AudioC) * t.Labels.C).Should().BeApproximately(0, 0.2);
        Mean(t => t.EegC * t.Carrier).Should().BeApproximately(2, 0.1);
    }

    [Fact]
    public void Scalars_AlongOtherLabelsOrAlone_SayNothing()
    {
        foreach (var label in new Func<PlantedLabels, int>[] { y => y.X, y => y.C, y => y.F, y => y.T, y => y.T4 })
        {
            Mean(t => t.EegX * label(t.Labels)).Should().BeApproximately(0, 0.2);
            Mean(t => t.EegF * label(t.Labels)).Should().BeApproximately(0, 0.2);
            Mean(t => t.AudioR * label(t.Labels)).Should().BeApproximately(0, 0.1);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Events_EveryTrial_BalanceAndAgreeWithVideoInSeconds(int held)
    {
        var (product, count) = (0.0, 0);
        foreach (var trial in Scalars.Trials)
        {
            var (events, label) = held == 1 ? (trial.Fast, trial.Labels.T) : (trial.Slow, trial.Labels.T4);
            events.Signs.Sum().Should().Be(0);
            for (var t = 0; t < Options.WindowSeconds; t++, count++)
            {
                events.Signs[t].Should().Be(events.Signs[t / held * held]);
                product += label * events.Eeg[t] * events.Video[t + 4 + trial.OffsetSeconds];
            }
        }

        (product / count).Should().BeApproximately(0.64, 0.03);
    }

    [Fact]
    public void Offsets_AllTrials_SpreadOverNineSeconds() =>
        Scalars.Trials.GroupBy(t => t.OffsetSeconds).Select(g => g.Key).Order().Should().Equal(-4, -3, -2, -1, 0, 1, 2, 3, 4);

    [Fact]
    public void Draw_SameOptions_GivesTheSameNumbers()
    {
        var again = PlantedScalars.Draw(Options);
        again.Trials.Select(t => t.EegR).Should().Equal(Scalars.Trials.Select(t => t.EegR));
        again.Trials[77].Slow.Video.Should().Equal(Scalars.Trials[77].Slow.Video);
        PlantedScalars.Draw(Options with { Seed = 2 }).Trials[0].EegR.Should().NotBe(Scalars.Trials[0].EegR);
    }

    [Fact]
    public void Missing_AnyOverlay_LeavesEverythingElseAsItWas()
    {
        var missing = PlantedScalars.Draw(Options with { Missing = PlantedMissing.Mcar });
        missing.Trials.Select(t => t.AudioR).Should().Equal(Scalars.Trials.Select(t => t.AudioR));
        missing.Trials.Average(t => t.HasAudio ? 0.0 : 1).Should().BeApproximately(0.3, 0.04);
        Scalars.Trials.Should().OnlyContain(t => t.HasAudio);
    }

    [Fact]
    public void Missing_NotAtRandom_DependsOnR()
    {
        var trials = PlantedScalars.Draw(Options with { Missing = PlantedMissing.Mnar }).Trials;
        trials.Where(t => t.Labels.R > 0).Average(t => t.HasAudio ? 0.0 : 1).Should().BeApproximately(0.5, 0.06);
        trials.Where(t => t.Labels.R < 0).Average(t => t.HasAudio ? 0.0 : 1).Should().BeApproximately(0.1, 0.04);
    }

    private static double Mean(Func<PlantedTrial, double> value) => Scalars.Trials.Average(value);
}
