using Eegavi.Data.Synthetic;
using Eegavi.Data.Synthetic.Ceilings;

namespace Eegavi.Data.Tests.Synthetic;

public class PlantedTokensTests
{
    private const int Width = PlantedTokens.Width;
    private static readonly PlantedScalars Scalars = PlantedScalars.Draw(PlantedOptions.ForTokens);
    private static readonly PlantedTokens Tokens = PlantedTokens.Render(Scalars);
    private static readonly int[] Subjects = [.. Scalars.Trials.Select(t => t.Subject)];
    private static readonly double[][] Eeg = Pooled(Tokens.Eeg), Audio = Pooled(Tokens.Audio), Video = Pooled(Tokens.Video);

    [Fact]
    public void Basis_AnyModality_IsOrthonormalAndItsOwn()
    {
        foreach (var name in new[] { "eeg", "audio", "video" })
        {
            var basis = PlantedBasis.For(name, Width);
            for (var i = 0; i < Width; i++)
            {
                for (var j = 0; j < Width; j++) basis[i].Zip(basis[j], (a, b) => a * b).Sum().Should().BeApproximately(i == j ? 1 : 0, 1e-12);
            }
        }

        PlantedBasis.For("eeg", Width)[0].Should().NotEqual(PlantedBasis.For("audio", Width)[0]);
    }

    [Fact]
    public void Tokens_TurnedBack_ShowTheirScalars()
    {
        var basis = PlantedBasis.For("eeg", Width);
        for (var n = 0; n < Scalars.Trials.Count; n += 97)
        {
            var (raw, trial) = (Turn(basis, Eeg[n]), Scalars.Trials[n]);
            raw[0].Should().BeApproximately(trial.EegR, 0.6);
            raw[3].Should().BeApproximately(trial.EegC, 0.6);
            raw[2].Should().BeApproximately(trial.Fast.Eeg.Average(), 1e-5);
            raw[8].Should().BeApproximately(Scalars.Subjects[trial.Subject].Identity[3], 0.6);
            raw[12].Should().BeApproximately(0, 0.6);
        }
    }

    [Fact]
    public void Seconds_Video_AreShiftedByTheStreamOffset()
    {
        var offset = Scalars.Trials[5].OffsetSeconds;
        Tokens.Video.Count.Should().Be(24);
        Tokens.Video.Seconds[5 * 24].Should().Be(-4 - offset + 0.5f);
        Tokens.Eeg.Seconds[(5 * 16)..(5 * 16 + 3)].Should().Equal(0.5f, 1.5f, 2.5f);
    }

    [Fact]
    public void Drift_SlowVideoClock_StatesEarlierSecondsLaterOn()
    {
        var options = new PlantedOptions { Subjects = 2, Trials = 4, WindowSeconds = 8, DriftMsPerMinute = 600 };
        var scalars = PlantedScalars.Draw(options);
        var seconds = PlantedTokens.Render(scalars).Video.Seconds;
        for (var n = 0; n < 4; n++)
            seconds[n * 16].Should().BeApproximately(-3.5f - scalars.Trials[n].OffsetSeconds - 0.01f * options.StartSeconds(n), 1e-4f);
    }

    [Fact]
    public void Identity_Shared_ShowsTheSameCodeInEveryModality()
    {
        var scalars = PlantedScalars.Draw(new PlantedOptions { Subjects = 3, Trials = 2, Identity = PlantedIdentity.Shared });
        var tokens = PlantedTokens.Render(scalars);
        var (audio, video) = (Turn(PlantedBasis.For("audio", Width), Pooled(tokens.Audio)[4]), Turn(PlantedBasis.For("video", Width), Pooled(tokens.Video)[4]));
        for (var j = 0; j < 4; j++)
        {
            audio[5 + j].Should().BeApproximately(scalars.Subjects[2].Identity[j], 0.6);
            video[5 + j].Should().BeApproximately(scalars.Subjects[2].Identity[j], 0.6);
        }
    }

    [Fact]
    public void Missing_Audio_IsAbsentAndZero()
    {
        var scalars = PlantedScalars.Draw(new PlantedOptions { Subjects = 2, Trials = 20, Missing = PlantedMissing.Mcar });
        var audio = PlantedTokens.Render(scalars).Audio;
        var absent = scalars.Trials.ToList().FindIndex(t => !t.HasAudio);
        audio.Present[absent].Should().BeFalse();
        audio.Values.AsSpan(absent * 16 * Width, 16 * Width).ToArray().Should().OnlyContain(v => v == 0);
    }

    // What follows are the figures of simple models in the specification, which simulated ten data sets; the spread between data sets is below 0.024.
    [Fact]
    public void R_SimpleModels_ReachTheirCeilings()
    {
        Probe(Eeg, "R").Should().BeApproximately(0.629, 0.06);
        Probe(LinearProbe.Centred(Eeg, Subjects), "R").Should().BeApproximately(0.696, 0.04);
        Probe(Beside(LinearProbe.Centred(Eeg, Subjects), Audio, Video), "R").Should().BeApproximately(0.836, 0.03);
    }

    [Fact]
    public void X_OnlyProducts_TellIt()
    {
        Probe(Beside(Eeg, Audio), "X").Should().BeApproximately(0.5, 0.06);
        Probe(Products(Eeg, Audio), "X").Should().BeApproximately(0.946, 0.02);
    }

    [Fact]
    public void T_OnlyProductsInSeconds_TellIt()
    {
        Probe(Joined(t => t.OffsetSeconds), "T").Should().BeApproximately(0.948, 0.02);
        Probe(Joined(_ => 0), "T").Should().BeApproximately(0.513, 0.06);
        Probe(Products(Eeg, Video), "T").Should().BeApproximately(0.505, 0.06);
    }

    [Fact]
    public void C_OnlyTheCueTimesAudioAndVideo_TellsIt()
    {
        Probe(Beside(Eeg, Audio, Video), "C").Should().BeApproximately(0.745, 0.04);
        Probe(Beside(Audio, Video, Products(Eeg, Beside(Audio, Video))), "C").Should().BeApproximately(0.935, 0.025);
    }

    [Fact]
    public void F_OnlyEegTimesTheTable_TellsIt()
    {
        double[][] flip = [.. Scalars.Trials.Select(t => new[] { t.Table[0] })];
        Probe(Beside(Eeg, flip), "F").Should().BeApproximately(0.5, 0.06);
        Probe(Products(Eeg, flip), "F").Should().BeApproximately(0.931, 0.02);
    }

    // Two standard errors of 1,536 trials: 0.025. A model above its ceiling would have found a leak.
    [Fact]
    public void Ceilings_NoSimpleModel_IsAbove()
    {
        var ceilings = PlantedCeilings.OfTokens(Scalars.Options).Select(new DrawnAccuracies(Scalars).With).ToList();
        double Ceiling(string label, string inputs, string rule) => ceilings.Where(c => c.Label == label && c.Inputs == inputs && c.Rule == rule)
            .Select(c => Math.Max(c.Accuracy, c.InThisDraw ?? 0)).Single() + 0.025;
        var centred = LinearProbe.Centred(Eeg, Subjects);
        Probe(centred, "R").Should().BeLessThan(Ceiling("R", "eeg", PlantedCeiling.Centred));
        Probe(Audio, "R").Should().BeLessThan(Ceiling("R", "audio", PlantedCeiling.Any));
        Probe(Video, "R").Should().BeLessThan(Ceiling("R", "video", PlantedCeiling.Any));
        Probe(Beside(centred, Audio, Video), "R").Should().BeLessThan(Ceiling("R", "audio+eeg+video", PlantedCeiling.Centred));
        foreach (var label in PlantedLabels.Names.Except(["R", "C", "L"]))
        {
            foreach (var alone in new[] { Eeg, Audio, Video }) Probe(alone, label).Should().BeLessThan(0.5 + 0.04, label);
        }

        Probe(Beside(Audio, Video), "C").Should().BeLessThan(Ceiling("C", "audio+video", PlantedCeiling.Any));
    }

    [Fact]
    public void L_SubjectsNeverSeen_AreAtChance() => Probe(Eeg, "L").Should().BeApproximately(0.5, 0.17);

    private static double Probe(double[][] rows, string label)
    {
        var column = PlantedLabels.Names.ToList().IndexOf(label);
        return LinearProbe.Accuracy(rows, [.. Scalars.Trials.Select(t => t.Labels.Values[column])], Subjects);
    }

    private static double[][] Pooled(PlantedTokenArray tokens) =>
        [.. Enumerable.Range(0, tokens.Present.Length).Select(n => Enumerable.Range(0, Width)
            .Select(d => Enumerable.Range(0, tokens.Count).Average(k => (double)tokens.Values[(n * tokens.Count + k) * Width + d])).ToArray())];

    private static double[][] Beside(params double[][][] parts) =>
        [.. Enumerable.Range(0, parts[0].Length).Select(n => parts.SelectMany(p => p[n]).ToArray())];

    private static double[][] Products(double[][] a, double[][] b) =>
        [.. a.Zip(b, (x, y) => x.SelectMany(u => y.Select(v => u * v)).ToArray())];

    // Σ_t EEG_t ⊗ video_{t + 4 + shift}, for the shift that a reader believes in.
    private static double[][] Joined(Func<PlantedTrial, int> shift) => [.. Scalars.Trials.Select((trial, n) =>
    {
        var sums = new double[Width * Width];
        for (var t = 0; t < 16; t++)
        {
            var eeg = Tokens.Eeg.Values.AsSpan((n * 16 + t) * Width, Width);
            var video = Tokens.Video.Values.AsSpan((n * 24 + t + 4 + shift(trial)) * Width, Width);
            for (var i = 0; i < Width; i++)
            {
                for (var j = 0; j < Width; j++) sums[i * Width + j] += eeg[i] * video[j];
            }
        }

        return sums;
    })];

    private static double[] Turn(double[][] basis, double[] token) =>
        [.. Enumerable.Range(0, Width).Select(j => Enumerable.Range(0, Width).Sum(i => basis[i][j] * token[i]))];
}
