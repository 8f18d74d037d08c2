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
}
