using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What must hold of <c>gated-xattn</c> in every layout; the conformance suite holds it to what must hold of every block. B=3, T=5, M=7 and 4, D=16, E=12 and 10.</summary>
public sealed class ContextLayoutTests
{
    private readonly TokenSequence _query, _audio, _video;

    public ContextLayoutTests()
    {
        manual_seed(1);
        (_query, _audio, _video) = (Tokens.Random(3, 5, 16), Tokens.Random(3, 7, 12), Tokens.Random(3, 4, 10));
    }

    /// <summary>Every layout, plain and with all that may be added to it.</summary>
    public static TheoryData<string> Layouts => ["parallel", "concat", "sequential", "competitive", "query+context", "rebalance", "everything", "everything joined"];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_NothingToRead_ChangesExactlyNothing(string layout)
    {
        var block = Block(layout, reads: true).Shaken();
        var fused = block.call(_query, [_audio.Masked("1111111", "0000000", "0000000"), _video.Masked("1111", "0000", "1111")]);
        fused.Values[1].ShouldBeExactly(_query.Values[1]);
        (fused.Values[0] - _query.Values[0]).abs().max().ToDouble().Should().BePositive();
        (fused.Values[2] - _query.Values[2]).abs().max().ToDouble().Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_NothingInTheBand_ChangesExactlyNothing(string layout)
    {
        // The contexts have tokens at 0.5 … 6.5 s; the first query comes 10 s later.
        _query.Seconds[.., 0] = tensor(16.5f);
        var block = Block(layout, reads: true, new("band", new BandVisibilityOptions { Seconds = 1 })).Shaken();
        var fused = block.call(_query, [_audio, _video]);
        fused.Values[.., 0].ShouldBeExactly(_query.Values[.., 0]);
        (fused.Values[.., 1] - _query.Values[.., 1]).abs().max().ToDouble().Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_OfBFloat16_IsCloseToFloat32(string layout)
    {
        var block = Block(layout, visibility: new("band", new BandVisibilityOptions { Seconds = 2 })).Shaken(0.2);
        var audio = _audio.Masked("1110111", "0000000", "1111110");
        TokenSequence Half(TokenSequence tokens) => tokens.With(tokens.Values.to_type(ScalarType.BFloat16));

        var full = block.call(_query, [audio, _video]).Values;
        var half = block.to(ScalarType.BFloat16).call(Half(_query), [Half(audio), Half(_video)]).Values;
        half.dtype.Should().Be(ScalarType.BFloat16);
        half.to_type(ScalarType.Float32).ShouldBe(full, 0.03);
    }

    private static GatedCrossAttentionOptions Options(string layout)
    {
        var plain = new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 6, Depth = 2, SelfAttention = true };
        var everything = plain with { Bias = true, BranchProjection = true, Rebalance = new(), Gate = new("vector"), Position = new("rotary") };
        return layout switch
        {
            "concat" => plain with { Layout = ContextLayout.Concat },
            "sequential" => plain with { Layout = ContextLayout.Sequential, Order = ["context_1", "context_0"] },
            "competitive" => plain with { Layout = ContextLayout.Competitive },
            "query+context" => plain with { Layout = ContextLayout.Competitive, WeighBy = WeightSource.QueryAndContext },
            "rebalance" => plain with { Rebalance = new() },
            "everything" => everything with { OwnQueries = true, FeedForwardGate = new("fixed") },
            "everything joined" => everything with { Layout = ContextLayout.Concat, Position = new("relative-bias", new RelativeBiasPositionOptions { ResolutionSeconds = 0.1 }), NormContexts = false },
            _ => plain,
        };
    }

    // What reads alone has neither self-attention nor feed-forward.
    private static GatedCrossAttention Block(string layout, bool reads = false, Part<IVisibility>? visibility = null)
    {
        var options = Options(layout) with { Visibility = visibility ?? new("all") };
        if (reads) options = options with { SelfAttention = false, FeedForwardMultiplier = 0 };
        return (GatedCrossAttention)Make.Part<IFusionBlock>("gated-xattn", options, contexts: [12, 10]);
    }
}
