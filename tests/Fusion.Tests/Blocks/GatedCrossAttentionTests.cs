using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// B=3, T=5, M=7 and 4, D=16, E=12 and 10: every axis has its own size, so swapped axes cannot pass.
public sealed class GatedCrossAttentionTests
{
    private readonly TokenSequence _query, _audio, _video;

    public GatedCrossAttentionTests()
    {
        manual_seed(1);
        (_query, _audio, _video) = (Tokens.Random(3, 5, 16), Tokens.Random(3, 7, 12), Tokens.Random(3, 4, 10));
    }

    private IReadOnlyList<TokenSequence> Both => [_audio, _video];

    private static GatedCrossAttentionOptions Small => new() { Heads = 2, HeadWidth = 6, Depth = 2, SelfAttention = true };

    private static GatedCrossAttention Block(GatedCrossAttentionOptions? options = null) =>
        (GatedCrossAttention)Make.Part<IFusionBlock>("gated-xattn", options ?? Small, contexts: [12, 10]);

    [Fact]
    public void Forward_BeforeTraining_GatesAloneLearn()
    {
        var block = Block();
        block.call(_query, Both).Values.square().sum().backward();
        var learning = block.named_parameters().Where(p => p.parameter.grad is { } grad && grad.abs().max().ToDouble() > 0).Select(p => p.name);
        learning.Should().OnlyContain(name => name.EndsWith("gate.alpha")).And.HaveCount(8);
    }

    [Fact]
    public void Forward_KeepsTheClockOfItsQuery()
    {
        var fused = Block().call(_query, Both);
        fused.Seconds.Should().BeSameAs(_query.Seconds);
        fused.Valid.Should().BeSameAs(_query.Valid);
    }

    [Fact]
    public void Forward_InsideAScope_KeepsTheQueryThere()
    {
        TokenSequence query;
        using (NewDisposeScope())
        {
            query = Tokens.Random(3, 5, 16);
            Block().call(query, Both);
        }
        query.Seconds.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Forward_OtherBatch_SaysWhatItExpected() =>
        Block().Invoking(b => b.call(_query, [Tokens.Random(2, 7, 12), _video])).Should().Throw<ArgumentException>()
            .WithMessage("Expected context 0 [B, M, E] with B=3, as the query; got [2, 7, 12].");

    [Fact]
    public void Forward_OneContextTooFew_SaysWhatItExpected() =>
        Block().Invoking(b => b.call(_query, [_audio])).Should().Throw<ArgumentException>()
            .WithMessage("Expected 2 contexts, as many as the block was made for; got 1.");

    [Fact]
    public void Forward_OtherWidth_NamesTheContext() =>
        Block().Invoking(b => b.call(_query, [_audio, Tokens.Random(3, 4, 11)])).Should().Throw<ArgumentException>()
            .WithMessage("Expected context 'context_1' [B, M, E] with E=10; got [3, 4, 11].");

    [Fact]
    public void Forward_OtherQueryWidth_SaysWhatItExpected() =>
        Block().Invoking(b => b.call(Tokens.Random(3, 5, 15), Both)).Should().Throw<ArgumentException>()
            .WithMessage("Expected query [B, T, D] with D=16; got [3, 5, 15].");

    [Theory]
    [InlineData("audio")]
    [InlineData("audio", "video", "audio")]
    [InlineData("audio", "audio")]
    [InlineData("audio", "face")]
    public void Make_AnOrderThatIsNotThatOfAllContexts_SaysSo(params string[] order) =>
        FluentActions.Invoking(() => Sequential(order)).Should().Throw<ArgumentException>()
            .WithMessage($"order: expected each of audio, video once; got {string.Join(", ", order)}.");

    [Fact]
    public void Forward_OtherOrder_ReadsTheContextsInThatOrder()
    {
        var (audioFirst, videoFirst, asTheyCome) = (Sequential("audio", "video"), Sequential("video", "audio"), Sequential(null));
        videoFirst.load_state_dict(audioFirst.Shaken().state_dict());
        asTheyCome.load_state_dict(audioFirst.state_dict());
        var fused = audioFirst.call(_query, Both).Values;
        asTheyCome.call(_query, Both).Values.ShouldBeExactly(fused);
        (videoFirst.call(_query, Both).Values - fused).abs().max().ToDouble().Should().BeGreaterThan(1e-4);
    }

    [Fact]
    public void Forward_EachContextOnTheTokensThatTheOneBeforeLeft()
    {
        var block = Sequential("video", "audio").Shaken();
        var none = _audio.Valid(zeros_like(_audio.Valid));
        var afterVideo = block.call(_query, [none, _video]).Values;
        // Without self-attention and feed-forward, reading audio last is what a second pass reads.
        block.call(_query.With(afterVideo), [_audio, _video.Valid(zeros_like(_video.Valid))]).Values.ShouldBe(block.call(_query, Both).Values);
    }

    [Theory]
    [InlineData("order", ContextLayout.Parallel)]
    [InlineData("weighBy", ContextLayout.Concat)]
    [InlineData("ownQueries", ContextLayout.Concat)]
    [InlineData("sharedQueries", ContextLayout.Sequential)]
    public void Options_OfAnotherLayout_AreRefused(string what, ContextLayout layout)
    {
        var options = new GatedCrossAttentionOptions { Layout = layout };
        options = what switch
        {
            "order" => options with { Order = ["audio"] },
            "weighBy" => options with { WeighBy = WeightSource.QueryAndContext },
            _ => options with { OwnQueries = what == "ownQueries" },
        };
        Validator.TryValidateObject(options, new(options), null, true).Should().BeFalse();
    }

    [Fact]
    public void Forward_Concat_CountsTokensOnlyWhereItIsNotBalanced()
    {
        // The same audio token seven times, against four video tokens; nothing else differs between queries and keys.
        var (plain, balanced) = (Mass(balance: false), Mass(balance: true));
        plain["layer_0.joined.mass.context_0"].Should().BeApproximately(7 / 11.0, 1e-6);
        balanced["layer_0.joined.mass.context_0"].Should().BeApproximately(0.5, 1e-6);
        balanced["layer_0.joined.mass.context_1"].Should().BeApproximately(0.5, 1e-6);
    }

    [Fact]
    public void Forward_Concat_BalanceOfAContextInPart_CountsWhatIsVisible()
    {
        var audio = _audio.Masked("1100000", "0000000", "1111111");
        Mass(true, audio)["layer_0.joined.mass.context_0"].Should().BeApproximately((0.5 + 0 + 0.5) / 3, 1e-6);
    }

    [Fact]
    public void Forward_Competitive_SharesWeightAmongContextsThatARowHas()
    {
        var options = Small with { Depth = 1, Layout = ContextLayout.Competitive, Gate = new("fixed"), SelfAttention = false, FeedForwardMultiplier = 0 };
        var block = Block(options);
        var parallel = Block(options with { Layout = ContextLayout.Parallel });
        parallel.load_state_dict(block.state_dict().Where(p => !p.Key.Contains("competition")).ToDictionary(p => p.Key, p => p.Value));
        var audio = _audio.Masked("1111111", "0000000", "1111111");
        var (shared, summed) = (block.call(_query, [audio, _video]).Values - _query.Values, parallel.call(_query, [audio, _video]).Values - _query.Values);
        // All weights are equal at the start: halves where there are two, the whole where there is one.
        shared[0].ShouldBe(summed[0] / 2);
        shared[1].ShouldBe(summed[1]);
    }

    [Fact]
    public void Forward_Competitive_OnlyQueryAndContextReactsToTheContext()
    {
        foreach (var from in new[] { WeightSource.Query, WeightSource.QueryAndContext })
        {
            var block = Block(Small with { Depth = 1, Layout = ContextLayout.Competitive, WeighBy = from }).Shaken();
            double Weight(TokenSequence audio)
            {
                using var diagnostics = Diagnostics.Collect();
                block.call(_query, [audio, _video]);
                return diagnostics.Values["layer_0.context_0.weight"];
            }
            var same = Math.Abs(Weight(_audio) - Weight(Tokens.Random(3, 7, 12))) < 1e-7;
            same.Should().Be(from == WeightSource.Query);
        }
    }

    [Fact]
    public void Forward_Rebalanced_IsTheFormulaOfTheNotes()
    {
        var options = Small with { Depth = 1, Gate = new("fixed"), SelfAttention = false, FeedForwardMultiplier = 0 };
        var (plain, block) = (Block(options), Block(options with { Rebalance = new() { Keep = 0.7, Beta = -1 } }));
        plain.load_state_dict(block.state_dict().Where(p => !p.Key.Contains("rebalance")).ToDictionary(p => p.Key, p => p.Value));
        var read = plain.call(_query, Both).Values - _query.Values;
        block.call(_query, Both).Values.ShouldBe(0.7 * _query.Values + 1 / (1 + Math.E) * nn.functional.layer_norm(read, [16]));
    }

    [Fact]
    public void Forward_SomebodyCollects_SaysWhatEachBranchDoes()
    {
        var block = Block(Small with { Depth = 1 }).Shaken();
        var audio = _audio.Masked("1000000", "0000000", "1000000");
        using var diagnostics = Diagnostics.Collect();
        block.call(_query.Masked("11111", "11111", "11000"), [audio, _video]);
        var values = diagnostics.Values;
        foreach (var name in new[] { "self", "context_0", "context_1" })
            foreach (var figure in new[] { "gate", "ratio", "entropy", "mass" }) values.Should().ContainKey($"layer_0.{name}.{figure}");
        values["layer_0.context_0.entropy"].Should().BeApproximately(0, 1e-6);
        values["layer_0.context_1.entropy"].Should().BeInRange(0.1, Math.Log(4));
        values["layer_0.context_1.mass"].Should().BeApproximately(1, 1e-6);
        values["layer_0.context_0.gate"].Should().BeApproximately(Math.Tanh(block.get_parameter("layers.0.branches.0.gate.alpha")!.item<float>()), 1e-6);
    }

    private GatedCrossAttention Sequential(params string[]? order) => (GatedCrossAttention)Make.Parts.Create(
        new Part<IFusionBlock>("gated-xattn", Small with { Depth = 1, Layout = ContextLayout.Sequential, Order = order, SelfAttention = false, FeedForwardMultiplier = 0 }),
        new PartSizes { Width = 16, ContextWidths = [12, 10], ContextNames = ["audio", "video"] });

    // Keys that do not depend on their tokens: attention counts.
    private IReadOnlyDictionary<string, double> Mass(bool balance, TokenSequence? audio = null)
    {
        var block = Block(Small with { Depth = 1, Layout = ContextLayout.Concat, Balance = balance });
        using (no_grad()) block.get_parameter("layers.0.to_q.weight")!.zero_();
        using var diagnostics = Diagnostics.Collect();
        block.call(_query, [audio ?? _audio, _video]);
        return diagnostics.Values;
    }
}
