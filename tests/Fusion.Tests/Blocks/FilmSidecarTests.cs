using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class FilmSidecarTests
{
    private readonly FilmSidecar _block;
    private readonly TokenSequence _query, _table;

    public FilmSidecarTests()
    {
        manual_seed(4);
        _block = (FilmSidecar)Make.Part<IFusionBlock>("film-sidecar", contexts: [6]);
        _query = Tokens.Random(3, 5, 16);
        _table = TokenSequence.Single(randn(3, 6), tensor(new[] { true, false, true }));
    }

    [Fact]
    public void Forward_BeforeTraining_ReturnsItsQuery() => _block.call(_query, [_table]).Values.ShouldBeExactly(_query.Values);

    [Fact]
    public void Forward_AbsentTable_ReturnsItsQueryEvenWhenTrained()
    {
        var fused = _block.Shaken().call(_query, [_table]);
        fused.Values[1].ShouldBeExactly(_query.Values[1]);
        (fused.Values[0] - _query.Values[0]).abs().max().ToDouble().Should().BePositive();
    }

    [Fact]
    public void Forward_ScalesAndShiftsChannels_AlikeForEveryToken()
    {
        var (ones, twos) = (_query.With(ones_like(_query.Values)), _query.With(full_like(_query.Values, 2)));
        _block.Shaken();
        var (one, two) = (_block.call(ones, [_table]).Values, _block.call(twos, [_table]).Values);
        var (scale, shift) = (two - one, (2 * one) - two);
        _block.call(_query, [_table]).Values.ShouldBe((_query.Values * scale) + shift);
        one[0, 0].ShouldBe(one[0, 4]);
    }

    [Fact]
    public void Forward_NoContext_ReturnsItsQuery() =>
        Make.Part<IFusionBlock>("film-sidecar").call(_query, []).Values.ShouldBeExactly(_query.Values);

    [Fact]
    public void Backward_EveryParameterLearns()
    {
        _block.Shaken().call(_query, [_table]).Values.square().sum().backward();
        Check.EveryParameterShouldHaveAGradient(_block);
    }
}
