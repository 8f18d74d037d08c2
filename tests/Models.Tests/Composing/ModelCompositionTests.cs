using System.Text.Json.Nodes;
using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Losses;
using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests.Composing;

public class ModelCompositionTests
{
    // What Make.Batch holds: eeg 5 x 6, audio 7 x 4, video 8 x 3, ratings of 2 columns.
    private static readonly ModelComposition Composition = FusionModel.Compose(width: 16)
        .Query("eeg", new PrecomputedEncoderOptions { Width = 6 })
        .Context("sound", new EncoderSpec { Encoder = new PrecomputedEncoderOptions { Width = 4 }, Frozen = true }, new PerceiverResamplerOptions { Latents = 5, Heads = 2, HeadWidth = 3 }, modality: "audio")
        .Context("video", new PrecomputedEncoderOptions { Width = 3 })
        .Sidecar("ratings", new TabularEncoderOptions { Columns = 2 }, availableAtInference: true, dropout: 0.5)
        .Fuse(new FilmSidecarOptions(), from: "ratings")
        .Fuse(new GatedCrossAttentionOptions
        {
            Heads = 2,
            HeadWidth = 7,
            Gate = new TanhGateOptions { Init = 0.5 },
            Visibility = new AndVisibilityOptions { Rules = [new BandVisibilityOptions { Seconds = 2 }, new CausalVisibilityOptions()] },
        })
        .Pool(new AttentionPoolingOptions { Hidden = 10 }, PoolOver.Contexts)
        .DropContexts(0.2)
        .Head("mood", outputs: 3, new MlpHeadOptions { Hidden = 9 })
        .Loss(new CrossEntropyOptions(), head: "mood")
        .Loss(new SigLipOptions { ProjectionWidth = 11 }, weight: new() { From = 0, To = 0.1 }, between: ["query", "context.sound"]);

    [Fact]
    public void Composition_AsAFile_IsTheSameComposition()
    {
        var json = SpecWriter.Write(Composition);
        SpecWriter.Write(Read(json)).ToJsonString().Should().Be(json.ToJsonString());
        json["model"]!["fusion"]![1]!["visibility"]!["rules"]![0]!["type"]!.ToString().Should().Be("band");
    }

    [Fact]
    public void Composition_AsAFile_BuildsTheSameModel()
    {
        using var scope = NewDisposeScope();
        using var composed = Build(Composition);
        using var read = Build(Read(SpecWriter.Write(Composition)));
        composed.state_dict().Keys.Should().Equal(read.state_dict().Keys);
        composed.state_dict().Values.Zip(read.state_dict().Values).Should().OnlyContain(pair => pair.First.allclose(pair.Second, 0, 0, true));
        Run(composed).allclose(Run(read), 0, 0, true).Should().BeTrue();
    }

    [Fact]
    public void Build_HasWhatWasComposed()
    {
        using var model = Build(Composition);
        using var objective = Composition.BuildObjective(model);
        model.named_parameters().Select(p => p.name).Should().Contain(["context_sound.resampler.latents", "sidecar_ratings.encoder.layers.0.weight"]);
        objective.Losses.Select(loss => loss.Loss.Type).Should().Equal("cross-entropy", "siglip");
    }

    [Fact]
    public void Build_TheReadmesExample()
    {
        using var model = FusionModel.Compose(width: 64)
            .Query("eeg", new ConvEegEncoderOptions { Channels = 32, SamplingRateHz = 128 })
            .Context("audio", new ConvMfccEncoderOptions(), new PerceiverResamplerOptions { Latents = 16 })
            .Fuse(new GatedCrossAttentionOptions { Visibility = new BandVisibilityOptions { Seconds = 4 } })
            .Head("valence", outputs: 2)
            .Build();
        model.StageWidths["fused"].Should().Be(64);
    }

    [Fact]
    public void Methods_LeaveTheirBeginningAsItIs()
    {
        var beginning = FusionModel.Compose(width: 8).Query("eeg", new PrecomputedEncoderOptions { Width = 6 });
        var (one, other) = (beginning.Head("mood", 2), beginning.Head("mood", 3));
        beginning.Model.Heads.Should().BeEmpty();
        (one.Model.Heads["mood"].Outputs, other.Model.Heads["mood"].Outputs).Should().Be((2, 3));
    }

    [Fact]
    public void Context_NameIsTaken_Throws() => Composition.Invoking(c => c.Context("video", new PrecomputedEncoderOptions()))
        .Should().Throw<ArgumentException>().WithMessage("Expected a name that is not taken; there is a 'video' already.*");

    [Fact]
    public void Build_OptionsBreakTheirRules_SaysEveryError() => FusionModel.Compose(width: 8)
        .Query("eeg", new PrecomputedEncoderOptions { Width = -1 }).Invoking(c => c.Build())
        .Should().Throw<ConfigurationException>().WithMessage("*width: expected a whole number*got -1*");

    private static ModelComposition Read(JsonObject json) =>
        new SpecBinder(PartCatalog.Scan(StandardParts.Assemblies)).Bind<ModelComposition>(ResolvedConfiguration.From(json, "."));

    private static FusionModel Build(ModelComposition composition)
    {
        manual_seed(1);
        return composition.Build();
    }

    private static Tensor Run(FusionModel model)
    {
        model.eval();
        return model.call(Make.Batch()).Predictions["mood"];
    }
}
