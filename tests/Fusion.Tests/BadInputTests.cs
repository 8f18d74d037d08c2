using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What every fusion block and resampler says of tensors that do not fit: the axis, what was expected, what came.</summary>
public sealed class BadInputTests
{
    private static readonly PartCatalog Catalog = PartCatalog.Scan(typeof(TanhGate).Assembly);

    private static readonly (Func<TokenSequence, TokenSequence> Query, Func<TokenSequence, TokenSequence> Context, string Sentence)[] OfBlocks =
    [
        (q => q.With(zeros(3, 16)), Same, "Expected query [B, T, D]; got a tensor of 2 axes, [3, 16]."),
        (q => q.With(zeros(3, 5, 17)), Same, "Expected query [B, T, D] with D=16; got [3, 5, 17]."),
        (q => q.With(zeros([3, 5, 16], ScalarType.Int64)), Same, "Expected query [B, T, D] of a floating type; got Int64."),
        (q => q.Valid(ones([3, 6], ScalarType.Bool)), Same, "Expected query.valid [B, T] with B=3, T=5, as its values; got [3, 6]."),
        (q => q.Valid(ones(3, 5)), Same, "Expected query.valid of type Bool; got Float32."),
        (q => q.At(seconds: Wrong(q.Seconds, float.NaN)), Same, "Expected query.seconds finite wherever a token is real; got NaN in row 1, token 2."),
        (Same, c => c.With(zeros(3, 7, 12, 1)), "Expected context 0 [B, M, E]; got a tensor of 4 axes, [3, 7, 12, 1]."),
        (Same, c => c.With(zeros(3, 7, 11)), "Expected context 'context_0' [B, M, E] with E=12; got [3, 7, 11]."),
        (Same, c => c.Rows(0, 1), "Expected context 0 [B, M, E] with B=3, as the query; got [2, 7, 12]."),
        (Same, c => c.Valid(ones([3, 1], ScalarType.Bool)), "Expected context 0.valid [B, M] with B=3, M=7, as its values; got [3, 1]."),
        (Same, c => c.At(seconds: c.Seconds.to_type(ScalarType.Float64)), "Expected context 0.seconds of type Float32; got Float64."),
        (Same, c => c.At(span: Wrong(c.Span, float.PositiveInfinity)), "Expected context 0.span finite wherever a token is real; got Infinity in row 1, token 2."),
        (Same, c => c.At(item: c.Item.to_type(ScalarType.Int32)), "Expected context 0.item of type Int64; got Int32."),
    ];

    private static readonly (Func<MediaTokens, MediaTokens> Media, string Sentence)[] OfResamplers =
    [
        (m => m.With(values: zeros(3, 2, 16)), "Expected [B, M, N, E]; got [3, 2, 16]."),
        (m => m.With(values: zeros(3, 2, 8, 15)), "Expected media [B, M, N, E] with E=16; got [3, 2, 8, 15]."),
        (m => m.With(values: zeros([3, 2, 8, 16], ScalarType.Int64)), "Expected media [B, M, N, E] of a floating type; got Int64."),
        (m => m.With(valid: ones([3, 2, 9], ScalarType.Bool)), "Expected [B, M, N] with N=8; got [3, 2, 9]."),
        (m => m.With(valid: ones(3, 2, 8)), "Expected mask, true = real, [B, M, N] of type Bool; got Float32."),
        (m => m.With(seconds: m.Seconds.to_type(ScalarType.Int64)), "Expected seconds [B, M, N] of type Float32; got Int64."),
        (m => m.With(seconds: m.Seconds + double.PositiveInfinity), "Expected finite seconds for every real token of [3, 2, 8]; got NaN or infinity."),
        (m => m.With(timeless: zeros(3, 2, 8)), "Expected timeless [B, M, N] of type Bool; got Float32."),
    ];

    public static TheoryData<string> Blocks => [.. Names(typeof(IFusionBlock))];

    public static TheoryData<string> Resamplers => [.. Names(typeof(IResampler))];

    [Theory, MemberData(nameof(Blocks))]
    public void Block_SaysWhatDoesNotFit(string name)
    {
        var block = Make.Part<IFusionBlock>(name, contexts: [12]);
        foreach (var (query, context, sentence) in OfBlocks)
            block.Invoking(b => b.call(query(Tokens.Random(3, 5, 16)), [context(Tokens.Random(3, 7, 12))])).Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void Resampler_SaysWhatDoesNotFit(string name)
    {
        var resampler = Make.Part<IResampler>(name, inputWidth: 16);
        foreach (var (change, sentence) in OfResamplers)
            resampler.Invoking(r => r.call(change(Tokens.Media(3, 2, 8, 16)))).Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    [Theory]
    [InlineData("item", 2, "Expected item numbers of the queries [B, T] from 0 to 1, since the keys have M=2 items, or -1 for none; got 2.")]
    [InlineData("item", -2, "Expected item numbers of the queries [B, T] from 0 to 1, since the keys have M=2 items, or -1 for none; got -2.")]
    [InlineData("media-locations", -2, "Expected item numbers of the queries [B, T] of 0 or more, or -1 for none; got -2.")]
    public void Block_ItemsThatThereAreNot_SaysSo(string rule, long item, string sentence)
    {
        var (query, context) = (Tokens.Random(3, 5, 16), Tokens.Random(3, 7, 12).WithItems(tensor([0L, 0, 0, 1, 1, 1, 1]).expand(3, -1)));
        var block = Make.Part<IFusionBlock>("gated-xattn", new GatedCrossAttentionOptions { Visibility = new(rule) }, contexts: [12]);
        block.Invoking(b => b.call(query.WithItems(full_like(query.Item, item)), [context])).Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    [Fact]
    public void Blocks_AndResamplers_AreAll()
    {
        Names(typeof(IFusionBlock)).Should().HaveCountGreaterThan(10);
        Names(typeof(IResampler)).Should().HaveCountGreaterThan(7);
    }

    private static IEnumerable<string> Names(Type kind) => Catalog.OfKind(kind).Select(part => part.Name);

    private static TokenSequence Same(TokenSequence tokens) => tokens;

    private static Tensor Wrong(Tensor times, float value)
    {
        var wrong = times.clone();
        wrong[1, 2] = tensor(value);
        return wrong;
    }
}
