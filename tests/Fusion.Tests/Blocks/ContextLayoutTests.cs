using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What must hold of <c>gated-xattn</c> in every layout. B=3, T=5, M=7 and 4, D=16, E=12 and 10.</summary>
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
    [InlineData("parallel")]
    [InlineData("concat")]
    [InlineData("sequential")]
    [InlineData("competitive")]
    public void Forward_BeforeTraining_ReturnsItsQuery(string layout) =>
        Block(layout).call(_query, [_audio, _video]).Values.ShouldBeExactly(_query.Values);

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_GatesOpen_EveryParameterLearns(string layout)
    {
        var block = Block(layout).Shaken();
        block.call(_query, [_audio.Masked("1111111", "0000000", "1111011"), _video]).Values.pow(3).sum().backward();
        Check.EveryParameterShouldHaveAGradient(block);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_NoContexts_IsValid(string layout)
    {
        var block = (GatedCrossAttention)Make.Part<IFusionBlock>("gated-xattn", Options(layout) with { Order = null });
        block.Shaken().call(_query, []).Values.ShouldBeFinite();
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_WhatStandsUnderAMask_DoesNotMatter(string layout)
    {
        var block = Block(layout).Shaken();
        var query = _query.Masked("11111", "10110", "11111");
        var (audio, video) = (_audio.Masked("1110111", "0000000", "1111110"), _video.Masked("0000", "0000", "1011"));
        var clean = Run(block, query.Polluted(7), audio.Polluted(7), video.Polluted(7));
        foreach (var pollution in new[] { 0, 1e30, double.NaN })
        {
            var dirty = Run(block, query.Polluted(pollution), audio.Polluted(pollution), video.Polluted(pollution));
            Real(dirty.Values, query).ShouldBe(Real(clean.Values, query));
            dirty.Gradients.Zip(clean.Gradients).Should().AllSatisfy(pair => pair.First.ShouldBe(pair.Second));
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_Padding_DoesNotMatter(string layout)
    {
        var block = Block(layout).Shaken();
        var plain = Run(block, _query, _audio, _video);
        var padded = Run(block, Padded(_query, 2), Padded(_audio, 3), Padded(_video, 1));
        padded.Values.narrow(1, 0, 5).ShouldBe(plain.Values);
        padded.Gradients.Zip(plain.Gradients).Should().AllSatisfy(pair => pair.First.ShouldBe(pair.Second, 1e-4));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_RowsAreIndependent(string layout)
    {
        var block = Block(layout).Shaken();
        var audio = _audio.Masked("1111111", "0000000", "1111000");
        var together = block.call(_query, [audio, _video]).Values;
        for (var row = 0; row < 3; row++)
            block.call(_query.Rows(row), [audio.Rows(row), _video.Rows(row)]).Values[0].ShouldBe(together[row]);
    }

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

    // Every pattern of presence of query, audio and video over two rows.
    [Theory]
    [MemberData(nameof(Layouts))]
    public void Backward_AnythingMissing_IsFinite(string layout)
    {
        var block = Block(layout, visibility: new("band", new BandVisibilityOptions { Seconds = 1 })).Shaken();
        for (var pattern = 0; pattern < 64; pattern++)
        {
            var bits = pattern;
            TokenSequence Missing(TokenSequence tokens)
            {
                var present = tensor(new[] { (bits & 1) != 0, (bits & 2) != 0, true }).unsqueeze(1);
                bits >>= 2;
                return tokens.Valid(tokens.Valid.logical_and(present)).Polluted(double.NaN);
            }

            block.zero_grad();
            var query = Missing(_query);
            var fused = Real(block.call(query, [Missing(_audio), Missing(_video)]).Values, query);
            fused.sum().backward();
            fused.ShouldBeFinite();
            Check.GradientsShouldBeFinite(block);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Backward_MatchesDifferences(string layout)
    {
        var block = Block(layout, depth: 1).Shaken().to(ScalarType.Float64);
        var query = Tokens.Random(2, 3, 16, ScalarType.Float64).Masked("111", "110");
        var audio = Tokens.Random(2, 4, 12, ScalarType.Float64).Masked("1101", "0000");
        var video = Tokens.Random(2, 2, 10, ScalarType.Float64);
        Tensor[] inputs = [query.Values.requires_grad_(), audio.Values.requires_grad_(), video.Values.requires_grad_()];
        Check.GradientsShouldMatchDifferences(() => Real(block.call(query, [audio, video]).Values, query).pow(3).sum(), [.. inputs, .. block.parameters()]);
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

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_WithProductsOfBFloat16_IsNear_AlsoWhereARowLacksAContext(string layout)
    {
        var block = Block(layout).Shaken(0.3);
        IReadOnlyList<TokenSequence> contexts = [_audio.Masked("1111111", "0000000", "1111111"), _video];
        var exact = block.call(_query, contexts).Values;
        using var _ = Precision.Use(ScalarType.BFloat16);
        var values = block.call(_query, contexts).Values;
        values.dtype.Should().Be(ScalarType.Float32);
        values.ShouldBe(exact, 0.05);
        values.sum().backward();
        Check.GradientsShouldBeFinite(block);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forward_LeavesNoTensors(string layout)
    {
        var block = Block(layout);
        var audio = _audio.Masked("1110111", "0000000", "1111110");
        long Step()
        {
            using (NewDisposeScope()) block.call(_query, [audio, _video]).Values.sum().backward();
            return Tensor.TotalCount;
        }
        // What earlier tests left must not be collected in between.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Step();
        Step().Should().Be(Step());
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
            "query+context" => plain with { Layout = ContextLayout.Competitive, From = WeightSource.QueryAndContext },
            "rebalance" => plain with { Rebalance = new() },
            "everything" => everything with { OwnQueries = true, FeedForwardGate = new("fixed") },
            "everything joined" => everything with { Layout = ContextLayout.Concat, Position = new("relative-bias", new RelativeBiasPositionOptions { ResolutionSeconds = 0.1 }), NormContexts = false },
            _ => plain,
        };
    }

    // What reads alone has neither self-attention nor feed-forward.
    private static GatedCrossAttention Block(string layout, bool reads = false, Part<IVisibility>? visibility = null, int depth = 2)
    {
        var options = Options(layout) with { Visibility = visibility ?? new("all"), Depth = depth };
        if (reads) options = options with { SelfAttention = false, FeedForwardMultiplier = 0 };
        return (GatedCrossAttention)Make.Part<IFusionBlock>("gated-xattn", options, contexts: [12, 10]);
    }

    private static Tensor Real(Tensor values, TokenSequence tokens) => Masked.Zero(values, tokens.Valid);

    private static TokenSequence Padded(TokenSequence tokens, long count)
    {
        var more = Tokens.Random(3, count, tokens.Values.shape[2]);
        return new()
        {
            Values = cat([tokens.Values, more.Values], 1),
            Valid = cat([tokens.Valid, zeros_like(more.Valid)], 1),
            Seconds = cat([tokens.Seconds, more.Seconds], 1),
            Span = cat([tokens.Span, more.Span], 1),
            Item = cat([tokens.Item, more.Item], 1),
        };
    }

    private static (Tensor Values, IReadOnlyList<Tensor> Gradients) Run(GatedCrossAttention block, TokenSequence query, TokenSequence audio, TokenSequence video)
    {
        block.zero_grad();
        var fused = block.call(query, [audio, video]);
        Masked.Mean(fused.Values, fused.Valid).square().sum().backward();
        return (fused.Values, [.. block.parameters().Select(p => p.grad?.clone() ?? zeros_like(p))]);
    }
}
