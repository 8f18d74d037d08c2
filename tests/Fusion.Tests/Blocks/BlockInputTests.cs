using Eegavi.Plugins;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What every fusion block asks and says of its inputs; the conformance suite holds them to the rest. B=3, T=5, M=7 and 4, D=16, E=12 and 10.</summary>
public sealed class BlockInputTests
{
    private readonly TokenSequence _query, _audio, _video;

    public BlockInputTests()
    {
        manual_seed(11);
        (_query, _audio, _video) = (Tokens.Random(3, 5, 16), Tokens.Random(3, 7, 12), Tokens.Random(3, 4, 10));
    }

    public static TheoryData<string> Names => [.. PartCatalog.Scan(typeof(TanhGate).Assembly).OfKind(typeof(IFusionBlock)).Select(part => part.Name)];

    private static IFusionBlock Block(string name) => Make.Part<IFusionBlock>(name, contexts: [12, 10]).Shaken();

    [Theory, MemberData(nameof(Names))]
    public void Forward_WholeInputs_GivesRealTokensAlone(string name) =>
        Block(name).call(_query, [_audio, _video]).Valid.all().ToBoolean().Should().BeTrue();

    [Theory, MemberData(nameof(Names))]
    public void Forward_OtherBatch_SaysWhatItExpected(string name) =>
        Block(name).Invoking(b => b.call(_query, [Tokens.Random(2, 7, 12), _video])).Should().Throw<ArgumentException>()
            .WithMessage("Expected context 0 [B, M, E] with B=3, as the query; got [2, 7, 12].");

    [Theory, MemberData(nameof(Names))]
    public void Forward_OneContextTooFew_SaysWhatItExpected(string name) =>
        Block(name).Invoking(b => b.call(_query, [_audio])).Should().Throw<ArgumentException>()
            .WithMessage("Expected 2 contexts, as many as the block was made for; got 1.");

    [Theory, MemberData(nameof(Names))]
    public void Diagnostics_SayHowMuchAContextAdds_WhenAsked(string name)
    {
        using var diagnostics = Diagnostics.Collect();
        Block(name).call(_query, [_audio, _video]);
        diagnostics.Values.Should().Contain(pair => pair.Key.EndsWith("ratio") && pair.Value > 0);
    }
}
