using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class PlacesTests
{
    public static TheoryData<string, object> JoiningBlocks
    {
        get
        {
            var visibility = new IndexVisibilityOptions { Tokens = 1 };
            var position = new LearnedPositionOptions { Places = 9, SecondsPerPlace = 0 };
            return new()
            {
                { "prefix", new PrefixOptions { Depth = 2, Heads = 2, HeadWidth = 4, Visibility = visibility } },
                { "prefix", new PrefixOptions { Depth = 2, Heads = 2, HeadWidth = 4, Position = position } },
                { "gated-xattn", new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 4, Layout = ContextLayout.Concat, Visibility = visibility } },
                { "gated-xattn", new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 4, Layout = ContextLayout.Concat, Position = position } },
                { "q-former", new QFormerOptions { Queries = 3, Depth = 2, Heads = 2, HeadWidth = 4, Position = position } },
            };
        }
    }

    [Fact]
    public void Of_OneSequence_CountsItsTokens() => Places.Of(Tokens.Random(2, 4, 3)).ShouldBeExactly(tensor(new long[] { 0, 1, 2, 3 }).view(1, 4));

    [Fact]
    public void Of_JoinedSequences_CountsEachForItself()
    {
        var tokens = Tokens.Random(2, 6, 3);
        var joined = new TokenSequence
        {
            Values = tokens.Values,
            Valid = tokens.Valid,
            Seconds = tokens.Seconds,
            Span = tokens.Span,
            Item = tokens.Item,
            Modality = tensor(new long[] { 1, 1, 3, 0, 0, 0, 2, 2, 2, 2, 0, 0 }).view(2, 6),
        };
        Places.Of(joined).ShouldBeExactly(tensor(new long[] { 0, 1, 0, 0, 1, 2, 0, 1, 2, 3, 0, 1 }).view(2, 6));
    }

    // The numbers of an absent context moved those of the query once.
    [Theory, MemberData(nameof(JoiningBlocks))]
    public void Forward_AContextThatAnotherRowHas_ChangesNothing(string name, object options)
    {
        manual_seed(2);
        var block = Make.Part<IFusionBlock>(name, options, 16, 0, 12, 10).Shaken();
        ((nn.Module)block).eval();
        var (query, audio, video) = (Tokens.Random(2, 5, 16), Tokens.Random(2, 7, 12).Masked("0000000", "1111111"), Tokens.Random(2, 4, 10));

        var together = block.call(query, [audio, video]).Values;
        var alone = block.call(query.Rows(0), [audio.Rows(0), video.Rows(0)]).Values;
        alone.ShouldBe(together.narrow(0, 0, 1));
    }

    [Theory, MemberData(nameof(JoiningBlocks))]
    public void Forward_PaddingOfAContext_ChangesNothing(string name, object options)
    {
        manual_seed(3);
        var block = Make.Part<IFusionBlock>(name, options, 16, 0, 12, 10).Shaken();
        ((nn.Module)block).eval();
        var (query, audio, video) = (Tokens.Random(2, 5, 16), Tokens.Random(2, 7, 12).Masked("1111100", "1110000"), Tokens.Random(2, 4, 10));
        var shorter = new TokenSequence
        {
            Values = audio.Values.narrow(1, 0, 5),
            Valid = audio.Valid.narrow(1, 0, 5),
            Seconds = audio.Seconds.narrow(1, 0, 5),
            Span = audio.Span.narrow(1, 0, 5),
            Item = audio.Item.narrow(1, 0, 5),
        };

        block.call(query, [shorter, video]).Values.ShouldBe(block.call(query, [audio, video]).Values);
    }

    [Fact]
    public void Forward_NoQueryTokenAtAll_IsReportedWithoutOne()
    {
        manual_seed(4);
        var block = Make.Part<IFusionBlock>("gated-xattn", new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 4, SelfAttention = true }, 16, 0, 12).Shaken();
        using var said = Diagnostics.Collect();
        var call = () => block.call(Tokens.Random(1, 0, 16), [Tokens.Random(1, 3, 12)]);
        call.Should().NotThrow();
    }
}
