namespace Eegavi.Fusion.Tests;

/// <summary>Against the masked means of the seed notes.</summary>
public sealed class PoolingParityTests
{
    [SkippableFact]
    public void MaskedMean_OverTime_Fits()
    {
        using var fixture = Fixture.Open("seed_masked_mean_t");
        var x = fixture["in/x"].requires_grad_();
        var y = new MaskedMeanPooling().call(Tokens.Random(2, 4, 8).With(x).Valid(fixture["in/m"]));
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
    }

    [SkippableFact]
    public void MeanPool_OverTokensOfAnItem_Fits()
    {
        using var fixture = Fixture.Open("seed_masked_mean_p");
        var x = fixture["in/x"].requires_grad_();
        var media = Tokens.Media(2, 4, 3, 8).With(x, fixture["in/m"]);
        var y = Make.Part<IResampler>("mean-pool", inputWidth: 8).call(media).Values;
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
    }
}
