using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>That the names under which LAVIS and Hugging Face publish a Q-Former find their places in ours, in files as whole models save them.</summary>
public sealed class QFormerLayoutTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eegavi-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static readonly QFormerOptions Options = new() { Queries = 6, Depth = 3, Heads = 4, HeadWidth = 16, Multiplier = 1.5, Dropout = 0, NormContexts = false };

    [SkippableTheory]
    [InlineData("lavis")]
    [InlineData("hugging-face")]
    public void WholeModel_UnderItsPublishedNames_GivesItsOutput(string layout)
    {
        using var fixture = Fixture.Open("lavis_qformer");
        var block = Block(Options);
        using var file = Save(fixture, layout);
        var report = ModuleWeights.LoadSelected(block, file, new() { Layout = Layout(block, layout) });
        report.Loaded.Should().BeEquivalentTo(block.state_dict().Keys);

        var source = Tokens.Random(2, 9, 48).With(fixture["in/encoder_hidden_states"]);
        block.call(Tokens.Random(2, 5, 64).None(), [source]).Values.ShouldBe(fixture["out/query_nomask"]);
    }

    [SkippableTheory]
    [InlineData("lavis")]
    [InlineData("hugging-face")]
    public void NormOfTheImageEncoder_BecomesThatOfTheContext(string layout)
    {
        using var fixture = Fixture.Open("lavis_qformer");
        var block = Block(Options with { NormContexts = true });
        using var file = Save(fixture, layout);
        ModuleWeights.LoadSelected(block, file, new() { Layout = Layout(block, layout) });
        block.get_parameter("contexts.adapters.0.0.bias")!.ShouldBeExactly(full(48, 0.25f));
    }

    [SkippableFact]
    public void InstructBlip_ItsNormOfWords_IsThatOfTheTokens()
    {
        using var fixture = Fixture.Open("lavis_qformer");
        var block = Block(Options);
        using var file = Save(fixture, "hugging-face", name => name.Replace("qformer.layernorm", "qformer.embeddings.layernorm", StringComparison.Ordinal));
        ModuleWeights.LoadSelected(block, file, new() { Layout = Layout(block, "hugging-face") });
        block.get_parameter("embeddings.LayerNorm.bias")!.ShouldBeExactly(fixture["param/embeddings.LayerNorm.bias"]);
    }

    [SkippableFact]
    public void OtherSizes_AreReportedByName()
    {
        using var fixture = Fixture.Open("lavis_qformer");
        using var file = Save(fixture, "lavis");
        WeightReport Compare(QFormerOptions options)
        {
            var block = Block(options);
            return ModuleWeights.Compare(block, file, new() { Layout = Layout(block, "lavis") });
        }

        Compare(Options with { Depth = 4 }).Missing.Should().Contain("encoder.layer.3.attention.self.key_value.weight");
        Compare(Options with { Depth = 2 }).Unexpected.Should().Contain("Qformer.bert.encoder.layer.2.output_query.dense.weight");
        Compare(Options with { Heads = 2 }).Mismatched.Should().Contain(
            "'encoder.layer.0.attention.self.key_value.bias': expected F32 of [64], got F32 of [64] + F32 of [64] ('Qformer.bert.encoder.layer.0.attention.self.key.bias', 'Qformer.bert.encoder.layer.0.attention.self.value.bias')");
    }

    // Models trained further on images alone have no feed-forward of words.
    [SkippableFact]
    public void PartOfTheWeights_LeavesTheOthersAsTheyWere()
    {
        using var fixture = Fixture.Open("lavis_qformer");
        var block = Block(Options);
        var before = block.get_parameter("encoder.layer.0.intermediate.dense.weight")!.clone();
        using var file = Save(fixture, "lavis", name => name.Split('.') is [_, _, "encoder", "layer", _, "intermediate" or "output", ..] ? null : name);
        ModuleWeights.LoadSelected(block, file, new() { Layout = Layout(block, "lavis"), Into = ["query_tokens", "embeddings*", "*attention*", "*_query*"] });
        block.get_parameter("query_tokens")!.ShouldBeExactly(fixture["in/query_tokens"]);
        block.get_parameter("encoder.layer.0.intermediate.dense.weight")!.ShouldBeExactly(before);
    }

    private static QFormer Block(QFormerOptions options)
    {
        var block = new QFormer(options, new() { Width = 64, ContextWidths = [48] }, Make.Parts);
        block.eval();
        return block;
    }

    private static WeightLayout Layout(QFormer block, string name) => block.PublishedLayouts.Single(layout => layout.Name == name);

    // The case's weights as a whole model's file has them, with some of what else it has.
    private SafetensorsFile Save(Fixture fixture, string layout, Func<string, string?>? rename = null)
    {
        var (norm, rest) = layout == "lavis"
            ? ("ln_vision", new[] { "visual_encoder.cls_token", "Qformer.cls.predictions.bias", "itm_head.weight", "temp", "opt_proj.bias" })
            : ("vision_model.post_layernorm", ["vision_model.embeddings.class_embedding", "language_projection.bias", "language_model.lm_head.weight"]);
        List<(string Name, Tensor Values)> tensors =
        [
            ("query_tokens", fixture["in/query_tokens"]), ($"{norm}.weight", full(48, 0.5f)), ($"{norm}.bias", full(48, 0.25f)),
            .. rest.Select(name => (name, ones(1))),
            .. fixture.Parameters.Select(parameter => (layout == "lavis" ? $"Qformer.bert.{parameter.Name}" : HuggingFace(parameter.Name), parameter.Values)),
        ];
        var path = Path.Combine(_folder, $"{layout}.safetensors");
        var named = tensors.Select(tensor => (Name: rename is null ? tensor.Name : rename(tensor.Name), tensor.Values)).Where(tensor => tensor.Name is not null);
        SafetensorsWriter.Write(path, named.Select(tensor => (tensor.Name!, tensor.Values)));
        return SafetensorsFile.Open(path);
    }

    // Its words stand outside of its Q-Former.
    private static string HuggingFace(string name) => name switch
    {
        _ when name.StartsWith("embeddings.LayerNorm", StringComparison.Ordinal) => name.Replace("embeddings.LayerNorm", "qformer.layernorm", StringComparison.Ordinal),
        _ when name.StartsWith("embeddings.", StringComparison.Ordinal) => name,
        _ => $"qformer.{name.Replace(".self.", ".attention.", StringComparison.Ordinal)}",
    };
}
