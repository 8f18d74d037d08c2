using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

// Two heads of width 3; the query's modality and those of two contexts.
public sealed class ModalityTagPositionTests
{
    private readonly TokenSequence _query = Tokens.Random(2, 4, 1);

    [Fact]
    public void Inject_TokensOfSeveralModalities_TagsKeysAndValues()
    {
        var position = Position();
        var key = Joined(0, 2, 1, 2, 0);
        var (q, k) = position.Inject(zeros(2, 2, 4, 3), zeros(2, 2, 5, 3), _query, key);
        q.ShouldBeExactly(zeros_like(q));
        k[1, 1, 3].ShouldBeExactly(position.get_parameter("key.weight")![2].narrow(0, 3, 3));
        position.InjectValues(zeros(2, 2, 5, 3), key)[0, 0, 2].ShouldBeExactly(position.get_parameter("value.weight")![1].narrow(0, 0, 3));
    }

    [Fact]
    public void Inject_OneModality_ChangesNothing()
    {
        var k = randn(2, 2, 4, 3);
        Position().Inject(k, k, _query, _query).K.Should().BeSameAs(k);
        Position().InjectValues(k, _query).Should().BeSameAs(k);
    }

    [Fact]
    public void Inject_WithRotary_TagsThenTurns()
    {
        var rotary = new Part<IPosition>("rotary");
        var position = (ModalityTagPosition)Make.Parts.Create(new Part<IPosition>("modality-tag", new ModalityTagPositionOptions { With = rotary }), Sizes(4));
        var key = Joined(1, 2);
        var k = randn(2, 2, 2, 4);
        var tagged = k + Attention.SplitHeads(position.get_parameter("key.weight")!.narrow(0, 1, 2).unsqueeze(0), 2);
        position.Inject(k, k, key, key).K.ShouldBe(Make.Parts.Create(rotary, Sizes(4)).Inject(k, tagged, key, key).K);
    }

    [Fact]
    public void Inject_AModalityThatThereIsNot_SaysSo() =>
        Position().Invoking(p => p.Inject(zeros(2, 2, 4, 3), zeros(2, 2, 1, 3), _query, Joined(3))).Should().Throw<ArgumentException>()
            .WithMessage("Expected modality numbers*from 0 (the query's) to 2 (the last context's); got 3.");

    private static ModalityTagPosition Position() =>
        ((ModalityTagPosition)Make.Parts.Create(new Part<IPosition>("modality-tag"), Sizes(3))).Shaken();

    private static PartSizes Sizes(int headWidth) => new() { Heads = 2, HeadWidth = headWidth, ContextWidths = [12, 10] };

    private static TokenSequence Joined(params long[] modality)
    {
        var tokens = Tokens.Random(2, modality.Length, 1);
        return new()
        {
            Values = tokens.Values,
            Valid = tokens.Valid,
            Seconds = tokens.Seconds,
            Span = tokens.Span,
            Item = tokens.Item,
            Modality = tensor(modality).unsqueeze(0).expand(2, -1),
        };
    }
}
