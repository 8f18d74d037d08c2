using Eegavi.Data.Synthetic;
using Eegavi.Data.Synthetic.Ceilings;

namespace Eegavi.Data.Tests.Synthetic.Ceilings;

/// <summary>Against the table that an independent simulation (NumPy) gave for 16 subjects, 16 s, three modalities; it is rounded to 3 digits.</summary>
public class PlantedCeilingsTests
{
    private static readonly PlantedOptions Options = PlantedOptions.ForTokens;
    private static readonly IReadOnlyList<PlantedCeiling> Tokens = PlantedCeilings.OfTokens(Options);
    private static readonly IReadOnlyList<PlantedCeiling> Files = PlantedCeilings.OfFiles(PlantedOptions.ForFiles, PlantedVariances.OfFiles(PlantedOptions.ForFiles));

    [Theory]
    [InlineData("R", "eeg", PlantedCeiling.Any, 0.638)]
    [InlineData("R", "eeg", PlantedCeiling.Centred, 0.690)]
    [InlineData("R", "audio", PlantedCeiling.Any, 0.756)]
    [InlineData("R", "video", PlantedCeiling.Any, 0.691)]
    [InlineData("R", "audio+eeg", PlantedCeiling.Any, 0.782)]
    [InlineData("R", "audio+eeg", PlantedCeiling.Centred, 0.803)]
    [InlineData("R", "audio+video", PlantedCeiling.Any, 0.804)]
    [InlineData("R", "eeg+video", PlantedCeiling.Any, 0.729)]
    [InlineData("R", "eeg+video", PlantedCeiling.Centred, 0.759)]
    [InlineData("R", "audio+eeg+video", PlantedCeiling.Any, 0.822)]
    [InlineData("R", "audio+eeg+video", PlantedCeiling.Centred, 0.838)]
    [InlineData("X", "eeg", PlantedCeiling.Any, 0.5)]
    [InlineData("X", "audio+eeg", PlantedCeiling.Additive, 0.727)]
    [InlineData("X", "audio+eeg", PlantedCeiling.Any, 0.954)]
    [InlineData("T", "eeg+video", PlantedCeiling.Pooled, 0.5)]
    [InlineData("T", "eeg+video", PlantedCeiling.ByIndex, 0.52)]
    [InlineData("T4", "eeg+video", PlantedCeiling.ByIndex, 0.66)]
    [InlineData("T", "eeg+video", "band 0.5 s, product", 0.965)]
    [InlineData("T", "eeg+video", "band 1.5 s, product", 0.79)]
    [InlineData("T", "eeg+video", "band 2.5 s, product", 0.70)]
    [InlineData("T4", "eeg+video", "band 0.5 s, product", 0.965)]
    [InlineData("T4", "eeg+video", "band 1.5 s, product", 0.978)]
    [InlineData("T4", "eeg+video", "band 2.5 s, product", 0.974)]
    [InlineData("C", "audio", PlantedCeiling.Any, 0.739)]
    [InlineData("C", "video", PlantedCeiling.Any, 0.739)]
    [InlineData("C", "audio+eeg+video", PlantedCeiling.Additive, 0.749)]
    [InlineData("C", "audio+eeg+video", PlantedCeiling.Any, 0.965)]
    [InlineData("F", "eeg", PlantedCeiling.Any, 0.5)]
    [InlineData("F", "eeg+table", PlantedCeiling.Any, 0.932)]
    [InlineData("L", "any", PlantedCeiling.Any, 0.5)]
    public void Tokens_EveryRowOfTheTable_Agrees(string label, string inputs, string rule, double expected) =>
        Of(Tokens, label, inputs, rule).Accuracy.Should().BeApproximately(expected, 0.01);

    // The table's simulation had every stream start on time; here, as in the data, a band that reaches past a stream's end is cut.
    [Theory]
    [InlineData("T", "band 4.5 s, product", 0.61)]
    [InlineData("T", "band 8.5 s, product", 0.54)]
    [InlineData("T4", "band 4.5 s, product", 0.818)]
    [InlineData("T4", "band 8.5 s, product", 0.622)]
    public void Tokens_WideBands_AgreeAsFarAsTheTableGoes(string label, string rule, double expected) =>
        Of(Tokens, label, "eeg+video", rule).Accuracy.Should().BeApproximately(expected, 0.017);

    // The table has .967 for the rule that takes the signs for independent; knowing that they balance gains a little.
    [Fact]
    public void Tokens_BestRuleOnEvents_IsAboveEveryBand()
    {
        Of(Tokens, "T", "eeg+video", PlantedCeiling.Any).Accuracy.Should().BeInRange(0.966, 0.973);
        Of(Tokens, "T4", "eeg+video", PlantedCeiling.Any).Accuracy.Should().BeInRange(0.99, 1);
    }

    [Fact]
    public void Tokens_SynergyLabels_HaveTheCrossEntropyOfTheTable()
    {
        Of(Tokens, "X", "audio+eeg", PlantedCeiling.Any).CrossEntropy.Should().BeApproximately(0.118, 0.003);
        Of(Tokens, "X", "audio+eeg", PlantedCeiling.Additive).Should().Match<PlantedCeiling>(c => c.Auroc == 0.5 && c.CrossEntropy == Math.Log(2));
    }

    [Fact]
    public void Tokens_MissingAudio_HasTheCeilingsOfTheTable()
    {
        string[] all = ["audio", "eeg", "video"];
        var (mcar, mnar) = (Options with { Missing = PlantedMissing.Mcar }, Options with { Missing = PlantedMissing.Mnar });
        var variances = PlantedVariances.OfTokens(Options);
        RedundantCeilings.Best(mcar, variances, all, centred: true).Should().BeApproximately(0.815, 0.002);
        RedundantCeilings.Best(mnar, variances, all, centred: true).Should().BeApproximately(0.853, 0.002);
        RedundantCeilings.IgnoringPresence(mnar, variances, all, centred: true).Should().BeApproximately(0.815, 0.002);
        RedundantCeilings.PresenceAlone(mnar).Should().BeApproximately(0.7, 1e-12);
        Of([.. PlantedCeilings.Interactions(mcar, variances)], "X", "audio+eeg", PlantedCeiling.Any).Accuracy.Should().BeApproximately(0.7 * 0.954 + 0.3 * 0.5, 0.002);
        Of([.. PlantedCeilings.Interactions(mcar, variances)], "C", "audio+eeg+video", PlantedCeiling.Any).Accuracy.Should().BeApproximately(0.7 * 0.965 + 0.3 * 0.739, 0.004);
    }

    [Fact]
    public void Files_EcgAndText_RaiseR()
    {
        double R(string inputs) => Of(Files, "R", inputs, PlantedCeiling.Centred).Accuracy;
        R("audio+ecg+eeg+video").Should().BeGreaterThan(R("audio+eeg+video") + 0.01);
        R("audio+ecg+eeg+text+video").Should().BeGreaterThan(R("audio+ecg+eeg+video") + 0.01);
        Of(Files, "R", "text", PlantedCeiling.Any).Accuracy.Should().BeApproximately(0.7, 1e-12);
    }

    [Fact]
    public void Files_Formula_IsNeverAboveTheScalarsThemselves()
    {
        var limits = PlantedCeilings.OfFiles(PlantedOptions.ForFiles, PlantedVariances.Exact);
        foreach (var (file, limit) in Files.Zip(limits))
        {
            file.Inputs.Should().Be(limit.Inputs);
            file.Accuracy.Should().BeLessThanOrEqualTo(limit.Accuracy + 0.002);
        }
    }

    // 16 subjects × 96 trials: a standard error of 0.012.
    [Fact]
    public void InThisDraw_BestRules_ScatterAroundTheirCeilings()
    {
        var drawn = new DrawnAccuracies(PlantedScalars.Draw(Options));
        var rows = PlantedCeilings.OfTokens(Options).Select(drawn.With).Where(c => c.InThisDraw is not null).ToList();
        rows.Select(c => c.Label).Distinct().Should().BeEquivalentTo("R", "X", "T", "T4", "C", "F");
        rows.Should().OnlyContain(c => Math.Abs(c.InThisDraw!.Value - c.Accuracy) < (c.Rule == PlantedCeiling.Any && c.Inputs == "eeg" ? 0.07 : 0.04));
    }

    [Fact]
    public void InThisDraw_MissingNotAtRandom_UsesPresence()
    {
        var options = Options with { Missing = PlantedMissing.Mnar };
        var row = RedundantCeilings.All(options, PlantedVariances.Exact, ["audio"]).First();
        new DrawnAccuracies(PlantedScalars.Draw(options)).With(row).InThisDraw.Should().BeApproximately(row.Accuracy, 0.04);
    }

    // d = 1 over 40 Hz·s, κ = 0.5, two electrodes: 1/√(1 + 1/(2·40·0.25)).
    [Fact]
    public void Variances_OfAlphaAsymmetry_FollowTheFormula() =>
        PlantedVariances.OfFiles(PlantedOptions.ForFiles)["eeg.R"].Should().BeApproximately(1.05, 1e-12);

    [Theory]
    [InlineData(-9, 0)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(5, 0.9999997133484281)]
    public void NormalLaw_KnownPoint_IsThatOfTheTables(double x, double p) => NormalLaw.Below(x).Should().BeApproximately(p, 1e-10);

    private static PlantedCeiling Of(IReadOnlyList<PlantedCeiling> all, string label, string inputs, string rule) =>
        all.Single(c => c.Label == label && c.Inputs == inputs && c.Rule == rule);
}
