using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// Two heads of width 3, five places.
public sealed class LearnedPositionTests
{
    private readonly TokenSequence _query = Tokens.Random(2, 4, 1), _key = Tokens.Random(2, 3, 1);

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(3.9, 1)]
    [InlineData(4.0, 2)]
    [InlineData(-5.0, 0)]
    [InlineData(999.0, 4)]
    public void Inject_BySeconds_AddsTheVectorOfTheBin(double seconds, long place)
    {
        var position = Position(secondsPerPlace: 2);
        _key.Seconds.fill_(seconds);
        var (q, k) = position.Inject(zeros(2, 2, 4, 3), zeros(2, 2, 3, 3), _query, _key);
        k[1, 1, 2].ShouldBeExactly(position.get_parameter("key")![place].narrow(0, 3, 3));
        q[0, 0, 3].ShouldBeExactly(position.get_parameter("query")![1].narrow(0, 0, 3));    // at 3.5 s
    }

    [Fact]
    public void Inject_TimelessTokens_HaveNoPlaceInTime()
    {
        var cls = TokenSequence.Single(zeros(2, 4), ones([2], ScalarType.Bool));
        var (q, k) = Position(2).Inject(zeros(2, 2, 4, 3), zeros(2, 2, 1, 3), _query, cls);
        k.ShouldBeExactly(zeros_like(k));
        q.abs().max().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Inject_ByNumber_AddsTheVectorOfTheToken()
    {
        var position = Position(secondsPerPlace: 0);
        var (q, k) = position.Inject(zeros(2, 2, 4, 3), zeros(2, 2, 3, 3), _query, _key);
        q[1, 1, 3].ShouldBeExactly(position.get_parameter("query")![3].narrow(0, 3, 3));
        k[0, 0, 2].ShouldBeExactly(position.get_parameter("key")![2].narrow(0, 0, 3));
    }

    [Fact]
    public void Inject_MoreTokensThanPlaces_SaysSo() =>
        Position(0).Invoking(p => p.Inject(zeros(2, 2, 4, 3), zeros(2, 2, 6, 3), _query, Tokens.Random(2, 6, 1))).Should().Throw<ArgumentException>()
            .WithMessage("Expected * with T of at most 5*got T=6*");

    private static LearnedPosition Position(double secondsPerPlace) =>
        new LearnedPosition(new() { Places = 5, SecondsPerPlace = secondsPerPlace }, new PartSizes { Heads = 2, HeadWidth = 3 }).Shaken();
}
