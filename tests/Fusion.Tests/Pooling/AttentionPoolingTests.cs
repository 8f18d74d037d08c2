using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=3, T=5, D=4.
public sealed class AttentionPoolingTests
{
    private readonly TokenSequence _tokens;

    public AttentionPoolingTests()
    {
        manual_seed(6);
        _tokens = Tokens.Random(3, 5, 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Forward_WeighsRealTokensByTheirScore(int hidden)
    {
        var pooling = Pooling(hidden);
        var tokens = _tokens.Masked("11111", "10110", "11111");
        var real = tokens.Values[1].index_select(0, tensor(new[] { 0L, 2, 3 }));
        var weights = ((AttentionPooling)pooling).Scores(real).softmax(0);
        pooling.call(tokens.Polluted(double.NaN))[1].ShouldBe((weights * real).sum([0L]));
    }

    [Fact]
    public void Forward_NothingReal_IsExactlyZeroWithFiniteGradients()
    {
        var (pooling, tokens) = (Pooling(6), _tokens.Masked("00000", "11111", "10000").Polluted(double.NaN));
        tokens.Values.requires_grad = true;
        var pooled = pooling.call(tokens);
        pooled[0].ShouldBeExactly(zeros(4));
        pooled[2].ShouldBe(tokens.Values[2, 0]);
        pooled.square().sum().backward();
        tokens.Values.grad!.ShouldBeFinite();
        Check.GradientsShouldBeFinite(pooling);
    }

    [Fact]
    public void Forward_EveryParameterLearns()
    {
        var pooling = Pooling(6);
        pooling.call(_tokens).square().sum().backward();
        Check.EveryParameterShouldHaveAGradient(pooling);
    }

    [Fact]
    public void Forward_RowsAndPadding_DoNotMatter()
    {
        var pooling = Pooling(6);
        var all = pooling.call(_tokens.Masked("11111", "11000", "11111"))[1];
        pooling.call(_tokens.Rows(1).Masked("11000"))[0].ShouldBe(all);
    }

    private static IPooling Pooling(int hidden) => Make.Part<IPooling>("attention", new AttentionPoolingOptions { Hidden = hidden }, width: 4).Shaken();
}
