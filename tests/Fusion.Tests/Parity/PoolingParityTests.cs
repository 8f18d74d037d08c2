namespace Eegavi.Fusion.Tests;

/// <summary>Against the masked means of the seed notes and of the prototype that they belong to.</summary>
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

    [SkippableFact]
    public void MaskedMean_OfThePrototype_Fits()
    {
        using var fixture = Fixture.Open("tesi_masked_pooling");
        var z = fixture["in/z"].requires_grad_();
        var y = new MaskedMeanPooling().call(Tokens.Random(2, 7, 32).With(z).Valid(fixture["in/mask"]));
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        z.grad!.ShouldBe(fixture["grad_in/z"]);
    }
}
