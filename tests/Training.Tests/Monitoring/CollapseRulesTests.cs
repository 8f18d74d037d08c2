using Eegavi.Training.Monitoring;

namespace Eegavi.Training.Tests.Monitoring;

public class CollapseRulesTests
{
    private static readonly HeldBackReport Healthy = new()
    {
        Rows = 300,
        Seen = 300,
        Loss = 2,
        ShuffledLoss = 4,
        Spread = new(0.8, 12, 32),
        Ends = [End(everywhere: 20, within: 9)],
        Parts = new Dictionary<string, double> { ["fusion_0.layer_0.audio.ratio"] = 0.3, ["fusion_0.layer_0.self.ratio"] = 0.4 },
    };

    [Fact]
    public void Judge_AHealthyRun_SaysNothing() => Signs(Healthy).Should().BeEmpty();

    [Fact]
    public void Judge_AllAlike_SaysSpread() => Signs(Healthy with { Spread = new(0.1, 12, 32) }).Should().Equal(CollapseSign.Spread);

    [Fact]
    public void Judge_AllAlikeToALoss_SaysSpread() => Signs(Healthy with { Ends = [End(everywhere: 20, within: 9) with { Deviation = 0.1 }] }).Should().Equal(CollapseSign.Spread);

    [Fact]
    public void Judge_FewDimensions_SaysRank() => Signs(Healthy with { Spread = new(0.8, 3, 32) }).Should().Equal(CollapseSign.Rank);

    [Fact]
    public void Judge_ANarrowEmbedding_NeedsHalfOfIt() => Signs(Healthy with { Spread = new(0.8, 2.1, 4) }).Should().BeEmpty();

    [Fact]
    public void Judge_LossOfOtherRows_SaysLoss() => Signs(Healthy with { Loss = 3.95 }).Should().Equal(CollapseSign.Loss);

    [Fact]
    public void Judge_NotFound_SaysRetrieval() => Signs(Healthy with { Ends = [End(everywhere: 1.5, within: 1)] }).Should().Equal(CollapseSign.Retrieval);

    [Fact]
    public void Judge_FoundByPerson_SaysIdentity() => Signs(Healthy with { Ends = [End(everywhere: 8, within: 1.1)] }).Should().Equal(CollapseSign.Identity);

    [Fact]
    public void Judge_ContextsThatAddNothing_SaysContexts() =>
        Signs(Healthy with { Parts = new Dictionary<string, double> { ["fusion_0.layer_0.audio.ratio"] = 0.01, ["fusion_0.layer_0.self.ratio"] = 0.4 } }).Should().Equal(CollapseSign.Contexts);

    [Fact]
    public void Judge_FewRowsOrEarly_SaysNothing()
    {
        var bad = Healthy with { Loss = 4 };

        CollapseRules.Judge(bad with { Seen = 255 }, 9, 9, new()).Should().BeEmpty();
        CollapseRules.Judge(bad, 1, 9, new()).Should().BeEmpty();
        CollapseRules.Judge(bad, 4, 25, new()).Should().BeEmpty("a fifth of the run is not over");
        CollapseRules.Judge(bad, 5, 25, new()).Should().ContainSingle();
        CollapseRules.Judge(bad, 2, 9, new()).Should().ContainSingle().Which.Words.Should()
            .Be("Collapsed: the loss, 4.000, is no lower than against other rows' targets, 4.000: nothing was learned that holds for new persons.");
    }

    private static IEnumerable<CollapseSign> Signs(HeldBackReport report) => CollapseRules.Judge(report, 9, 9, new()).Select(w => w.Sign);

    private static EndFigures End(double everywhere, double within) =>
        new("siglip", "context.audio", 300, new(everywhere / 300, 0.1, 1 / 300.0), new(within / 100, 0.1, 1 / 100.0), 0.6, 0.1, 0.9);
}
