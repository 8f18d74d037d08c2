using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Against BLIP-2's Q-Former as LAVIS publishes it, with words where ours has EEG; weights loaded by name.</summary>
public sealed class QFormerParityTests
{
    private static readonly QFormerOptions Options = new()
    {
        Queries = 6,
        Depth = 3,
        Heads = 4,
        HeadWidth = 16,
        Multiplier = 1.5,
        Dropout = 0,
        NormContexts = false,
        Returns = QFormerReturn.Both,
    };

    private static readonly long[] Halves = [6, 5];

    // The published code computes padded words too, which nobody reads: what lies before the zeroing of the block is compared.
    [SkippableFact]
    public void Lavis_QueriesAndWordsOnEveryPath_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("lavis_qformer");
        var block = new QFormer(Options, new() { Width = 64, ContextWidths = [48] }, Make.Parts);
        fixture.Load(block, block.PublishedLayouts[0], "embeddings*", "encoder*").Unexpected.Should().BeEmpty();
        var (queries, source) = (fixture["in/query_tokens"].requires_grad_(), fixture["in/encoder_hidden_states"].requires_grad_());
        Tensor[] Run(QFormerMask mask, bool masked) => Encode(block, mask, queries, Words(fixture), Source(fixture, source, masked)).split(Halves, 1);

        var (unimodal, unmasked, uniLm) = (Run(QFormerMask.Unimodal, true), Run(QFormerMask.Unimodal, false), Run(QFormerMask.UniLm, true));
        var outputs = new Dictionary<string, Tensor>
        {
            ["query"] = unimodal[0],
            ["text_only"] = unimodal[1],
            ["query_nomask"] = unmasked[0],
            ["query_and_text"] = cat(Run(QFormerMask.Bidirectional, true), 1),
            // Published in two passes, queries first: under this mask they see no words.
            ["text_decoder_with_query_cache"] = uniLm[1],
        };
        foreach (var (name, y) in outputs) y.ShouldBe(fixture[$"out/{name}"]);
        uniLm[0].ShouldBe(fixture["out/query"]);
        outputs.Select(output => (output.Value * fixture[$"cot/{output.Key}"]).sum()).Aggregate((a, b) => a + b).backward();
        queries.grad!.ShouldBe(fixture["grad_in/query_tokens"]);
        source.grad!.ShouldBe(fixture["grad_in/encoder_hidden_states"]);
        fixture.GradientsShouldFit(block, block.PublishedLayouts[0]);
    }

    [SkippableTheory]
    [InlineData(QFormerMask.Unimodal, "query", "text_only")]
    [InlineData(QFormerMask.UniLm, "query", "text_decoder_with_query_cache")]
    [InlineData(QFormerMask.Bidirectional, "query_and_text", null)]
    public void Lavis_TheWholeBlock_GivesItsOutputsWhereTokensAreReal(QFormerMask mask, string first, string? then)
    {
        using var fixture = Fixture.Open("lavis_qformer");
        var block = new QFormer(Options with { Mask = mask }, new() { Width = 64, ContextWidths = [48] }, Make.Parts);
        fixture.Load(block, block.PublishedLayouts[0], "embeddings*", "encoder*");
        using (no_grad()) block.get_parameter("query_tokens")!.copy_(fixture["in/query_tokens"]);

        var fused = block.call(Words(fixture), [Source(fixture, fixture["in/encoder_hidden_states"], masked: true)]);
        var expected = then is null ? fixture[$"out/{first}"] : cat([fixture[$"out/{first}"], fixture[$"out/{then}"]], 1);
        Masked.Zero(fused.Values, fused.Valid).ShouldBe(Masked.Zero(expected, fused.Valid));
        fused.Valid.sum().ToInt64().Should().Be(2 * 6 + 5 + 3);
    }

    [SkippableFact]
    public void Lavis_TheReleasedSize_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("formula_lavis_qformer_base");
        using var scope = NewDisposeScope();
        var options = new QFormerOptions { Depth = 12, Heads = 12, Dropout = 0, NormContexts = false };
        var block = new QFormer(options, new() { Width = 768, ContextWidths = [1408] }, Make.Parts);
        block.named_parameters().Where(p => p.name != "query_tokens" && !OfWords(p.name)).Sum(p => p.parameter.numel()).Should().Be(105_137_664);

        fixture.Fill(block, block.PublishedLayouts[0]).Should().OnlyContain(name => name.StartsWith("embeddings.", StringComparison.Ordinal) || OfWords(name));
        foreach (var parameter in block.parameters()) parameter.requires_grad_(false);
        var x = fixture["in/enc"].requires_grad_();
        var y = block.call(Tokens.Random(1, 1, 768).None(), [Tokens.Random(1, 7, 1).With(x)]).Values;
        y.ShouldBe(fixture["out/y"], 1e-4);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/enc"], 1e-4);
    }

    // The feed-forward of the words, which Hugging Face's port leaves out.
    private static bool OfWords(string name) => name.Split('.') is ["encoder", "layer", _, "intermediate" or "output", ..];

    private static Tensor Encode(QFormer block, QFormerMask mask, Tensor queries, TokenSequence words, TokenSequence source)
    {
        T Part<T>(string name) => (T)(object)block.named_children().Single(child => child.name == name).module;
        var learned = Tokens.Random(2, 6, 1).With(queries.expand(2, -1, -1)).TimelessAt("111111", "111111");
        var position = new NoPosition();
        var cross = QFormerCross.Of(learned, [source], Part<QFormerContexts>("contexts"), position);
        var (tokens, view) = QFormerView.Of(mask, learned, words, cross, position);
        return Part<QFormerEncoder>("encoder").call(Part<QFormerEmbeddings>("embeddings").call(tokens), view);
    }

    // Words are embedded outside: EEG tokens come as vectors.
    private static TokenSequence Words(Fixture fixture)
    {
        var ids = fixture["in/input_ids"];
        var words = fixture["param/embeddings.word_embeddings.weight"].index_select(0, ids.flatten()).view(2, 5, 64);
        var places = fixture["param/embeddings.position_embeddings.weight"].narrow(0, 0, 5);
        return Tokens.Random(2, 5, 1).With(words + places).Valid(fixture["in/text_mask"].to_type(ScalarType.Bool));
    }

    private static TokenSequence Source(Fixture fixture, Tensor values, bool masked)
    {
        var tokens = Tokens.Random(2, 9, 1).With(values);
        return masked ? tokens.Valid(fixture["in/encoder_attention_mask"].to_type(ScalarType.Bool)) : tokens;
    }
}
