using Eegavi.Data.Synthetic;

namespace Eegavi.Data.Tests.Synthetic;

public class PlantedRandomTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.99, 2.3263478740408408)]
    [InlineData(1e-3, -3.090232306167813)]
    [InlineData(1e-12, -7.034483825301132)]
    public void NormalQuantile_KnownPoint_IsThatOfTheTables(double p, double z) => NormalQuantile.Of(p).Should().BeApproximately(z, 1e-12);

    [Fact]
    public void Normal_ManyDraws_HasTheMomentsOfANormal()
    {
        var random = new PlantedRandom(1, "moments");
        var draws = Enumerable.Range(0, 100_000).Select(_ => random.Normal(2)).ToArray();
        draws.Average().Should().BeApproximately(0, 0.02);
        draws.Average(x => x * x).Should().BeApproximately(4, 0.06);
        draws.Average(x => x * x * x * x).Should().BeApproximately(48, 2);
        draws.Count(x => Math.Abs(x) > 2 * 1.96).Should().BeInRange(4800, 5200);
    }

    // Pinned: a change here changes every data set, and must raise the generator's version.
    [Fact]
    public void Normal_SeedOne_GivesTheSameNumbersForEver()
    {
        var random = new PlantedRandom(1, "pinned");
        var bits = Enumerable.Range(0, 3).Select(_ => BitConverter.DoubleToInt64Bits(random.Normal()).ToString("X16")).ToArray();
        bits.Should().Equal(Pinned);
    }

    [Fact]
    public void Streams_OtherPurposeIndexOrSeed_Differ()
    {
        double[] first =
        [
            new PlantedRandom(1, "a").Uniform(), new PlantedRandom(1, "b").Uniform(), new PlantedRandom(2, "a").Uniform(),
            new PlantedRandom(1, "a", 1).Uniform(), new PlantedRandom(1, "a", 2).Uniform(),
        ];
        first.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Below_ManyDraws_IsUniform()
    {
        var random = new PlantedRandom(3, "below");
        var counts = new int[9];
        for (var i = 0; i < 90_000; i++) counts[random.Below(9)]++;
        counts.Should().OnlyContain(c => Math.Abs(c - 10_000) < 400);
    }

    [Fact]
    public void Balanced_EvenCount_HasAsManyOfEach() => new PlantedRandom(3, "balanced").Balanced(14).Sum().Should().Be(0);

    private static readonly string[] Pinned = ["C000AAA7C6F7DEA2", "3FF04B28034011CA", "3FC16B44A730D6FC"];
}
