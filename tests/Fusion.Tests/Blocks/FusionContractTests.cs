using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What holds for every fusion block, whatever it does. B=3, T=5, M=7 and 4, D=16, E=12 and 10: every axis has its own size.</summary>
public sealed class FusionContractTests
{
    private readonly TokenSequence _query, _audio, _video;

    public FusionContractTests()
    {
        manual_seed(11);
        (_query, _audio, _video) = (Tokens.Random(3, 5, 16), Tokens.Random(3, 7, 12), Tokens.Random(3, 4, 10));
    }

    public static TheoryData<string, object?> Blocks
    {
        get
        {
            var q = new QFormerOptions { Queries = 6, Depth = 3, Heads = 2, HeadWidth = 8 };
            var prefix = new PrefixOptions { Depth = 2, Heads = 2, HeadWidth = 8 };
            var band = new Part<IVisibility>("band", new BandVisibilityOptions { Seconds = 1 });
            return new()
            {
                { "late-sum", null }, { "late-concat", null }, { "late-gated", null }, { "late-cross-attention", null },
                { "tensor", new TensorFusionOptions { Inner = 3 } }, { "low-rank", null },
                { "multiplicative", null }, { "multiplicative", new MultiplicativeFusionOptions { Form = MultiplicativeForm.Vector } },
                { "multiplicative", new MultiplicativeFusionOptions { Form = MultiplicativeForm.Scalar, ChannelWeights = false } },
                { "film-sidecar", null }, { "film-sidecar", new FilmSidecarOptions { LayerNorm = true } },
                { "mag", null }, { "mag", new AdaptationGateOptions { Visibility = band } },
                { "prefix", prefix }, { "prefix", prefix with { Depth = 1, Visibility = band, Position = new("rotary"), Projector = PrefixProjector.Mlp } },
                { "prefix", prefix with { Visibility = band } },
                { "q-former", q }, { "q-former", q with { Mask = QFormerMask.UniLm, Returns = QFormerReturn.Eeg, Position = new("rotary") } },
                { "q-former", q with { Mask = QFormerMask.Unimodal, Returns = QFormerReturn.Both } },
                { "q-former", q with { Returns = QFormerReturn.Eeg } },
            };
        }
    }

    private static IFusionBlock Block(string name, object? options, params int[] contexts)
    {
        var block = Make.Part<IFusionBlock>(name, options, contexts: contexts).Shaken();
        ((nn.Module)block).eval();
        return block;
    }

    private static IFusionBlock Block(string name, object? options) => Block(name, options, 12, 10);

    private static Tensor Real(TokenSequence fused) => Masked.Zero(fused.Values, fused.Valid);

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_GivesTokensOfTheModelsWidth(string name, object? options)
    {
        var fused = Block(name, options).call(_query, [_audio, _video]);
        fused.Values.shape[2].Should().Be(16);
        Axes.Match((fused.Values, "B T D"), (fused.Valid, "B T"), (fused.Seconds, "B T"), (fused.Span, "B T"), (fused.Item, "B T"));
        fused.Values.ShouldBeFinite();
        fused.Valid.all().ToBoolean().Should().BeTrue();
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Backward_EveryParameterLearns(string name, object? options)
    {
        var block = Block(name, options);
        block.call(_query.Masked("11111", "11011", "11111"), [_audio.Masked("1111111", "1011111", "1111111"), _video]).Values.pow(3).sum().backward();
        Check.EveryParameterShouldHaveAGradient(block, [".key.bias"]);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_WhatStandsUnderAMask_DoesNotMatter(string name, object? options)
    {
        var block = Block(name, options);
        var (query, audio) = (_query.Masked("11111", "10110", "00000"), _audio.Masked("1110111", "0000000", "1111110"));
        (Tensor Values, List<Tensor> Gradients) Run(double pollution)
        {
            ((nn.Module)block).zero_grad();
            var values = Real(block.call(query.Polluted(pollution), [audio.Polluted(pollution), _video]));
            values.square().sum().backward();
            return (values, [.. ((nn.Module)block).parameters().Select(p => (p.grad ?? zeros_like(p)).clone())]);
        }
        var (clean, dirty) = (Run(7), Run(double.NaN));
        dirty.Values.ShouldBe(clean.Values);
        dirty.Gradients.Zip(clean.Gradients).Should().AllSatisfy(pair => pair.First.ShouldBe(pair.Second));
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_RowsAreIndependent(string name, object? options)
    {
        var block = Block(name, options);
        var (query, audio, video) = (_query.Only("101"), _audio.Only("011"), _video.Only("101"));
        var together = Real(block.call(query, [audio, video]));
        for (var row = 0; row < 3; row++)
            Real(block.call(query.Rows(row), [audio.Rows(row), video.Rows(row)]))[0].ShouldBe(together[row]);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_Padding_DoesNotMatter(string name, object? options)
    {
        var block = Block(name, options);
        var padded = JoinedTokens.Of([(_audio, 0), (Tokens.Random(3, 3, 12).None(), 0)]);
        block.call(_query, [padded, _video]).Values.ShouldBe(block.call(_query, [_audio, _video]).Values);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Backward_AnythingMissing_IsFinite(string name, object? options)
    {
        foreach (var (query, audio, video) in new[] { ("000", "000", "000"), ("110", "101", "000"), ("011", "000", "010"), ("000", "111", "000"), ("111", "000", "000") })
        {
            var block = Block(name, options);
            var values = Real(block.call(_query.Only(query), [_audio.Only(audio), _video.Only(video)]));
            values.ShouldBeFinite();
            if (values.requires_grad) values.sum().backward();
            Check.GradientsShouldBeFinite(block);
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_NoContexts_IsValid(string name, object? options)
    {
        var fused = Block(name, options, []).call(_query, []);
        fused.Values.ShouldBeFinite();
        fused.Valid.all().ToBoolean().Should().BeTrue();
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Backward_OfInputs_MatchesDifferences(string name, object? options)
    {
        var block = Block(name, options, 12);
        ((nn.Module)block).to(ScalarType.Float64);
        var query = Tokens.Random(2, 3, 16, ScalarType.Float64).Masked("111", "110");
        var audio = Tokens.Random(2, 4, 12, ScalarType.Float64).Masked("1101", "1100");
        Tensor[] inputs = name == "q-former" && options is QFormerOptions { Mask: QFormerMask.Unimodal } ? [query.Values] : [query.Values, audio.Values];
        foreach (var input in inputs) input.requires_grad_();
        Check.GradientsShouldMatchDifferences(() => Real(block.call(query, [audio])).pow(3).mean(), inputs);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_LeavesNoTensors(string name, object? options)
    {
        var block = Block(name, options);
        var video = _video.Only("110");
        long Step()
        {
            using (NewDisposeScope()) block.call(_query, [_audio, video]).Values.sum().backward();
            return Tensor.TotalCount;
        }
        Step();
        Step().Should().Be(Step());
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_ModifiesNoInput(string name, object? options)
    {
        var before = new[] { _query, _audio, _video }.Select(tokens => tokens.Values.clone()).ToList();
        Block(name, options).call(_query, [_audio, _video]);
        before.Zip([_query, _audio, _video]).Should().AllSatisfy(pair => pair.First.ShouldBeExactly(pair.Second.Values));
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_UnderBfloat16_IsNear(string name, object? options)
    {
        var block = Make.Part<IFusionBlock>(name, options, contexts: [12, 10]).Shaken(0.2);
        ((nn.Module)block).eval();
        var video = _video.Only("110");
        var exact = block.call(_query, [_audio, video]).Values;
        using var _ = Precision.Use(ScalarType.BFloat16);
        block.call(_query, [_audio, video]).Values.to_type(ScalarType.Float32).ShouldBe(exact, 0.06);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_OtherBatch_SaysWhatItExpected(string name, object? options) =>
        Block(name, options).Invoking(b => b.call(_query, [Tokens.Random(2, 7, 12), _video])).Should().Throw<ArgumentException>()
            .WithMessage("Expected context 0 [B, M, E] with B=3, as the query; got [2, 7, 12].");

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_OneContextTooFew_SaysWhatItExpected(string name, object? options) =>
        Block(name, options).Invoking(b => b.call(_query, [_audio])).Should().Throw<ArgumentException>()
            .WithMessage("Expected 2 contexts, as many as the block was made for; got 1.");

    [Theory, MemberData(nameof(Blocks))]
    public void Diagnostics_SayHowMuchAContextAdds_WhenAsked(string name, object? options)
    {
        var block = Block(name, options);
        using var diagnostics = Diagnostics.Collect();
        block.call(_query, [_audio, _video]);
        diagnostics.Values.Should().Contain(pair => pair.Key.EndsWith("ratio") && pair.Value > 0);
        diagnostics.Values.Values.Should().OnlyContain(value => double.IsFinite(value));
    }
}
