using Eegavi.Fusion;
using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests;

public sealed class PartWeightsTests : IDisposable
{
    private static readonly PerceiverResamplerOptions Small = new() { Latents = 5, Depth = 1, Heads = 2, HeadWidth = 3 };
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.safetensors");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Build_ResamplerWithPublishedWeights_HasThemAndSaysSo()
    {
        manual_seed(3);
        using var source = new PerceiverResampler(Small, new() { InputWidth = 4 });
        SafetensorsWriter.Write(_file, source.state_dict().Select(pair => ("perceiver." + pair.Key, pair.Value)).Append(("lang_encoder.x", ones(1))));
        using var model = Make.Model(Spec(new() { Resampler = new("perceiver", Small), Weights = _file, WeightsLayout = "open-flamingo", WeightsKeys = "perceiver.*" }));
        model.state_dict()["context_audio.resampler.latents"].Equals(source.state_dict()["latents"]).Should().BeTrue();
        model.LoadedWeights.Keys.Should().Equal("model.context.audio.resampler");
        model.LoadedWeights["model.context.audio.resampler"].Loaded.Should().BeEquivalentTo(source.state_dict().Keys);
    }

    [Fact]
    public void Build_FusionBlockWithAPartOfTheWeights_KeepsTheRestAsDrawn()
    {
        using var drawn = Make.Model(Make.Spec("gated-xattn"), seed: 5);
        using var gate = full([1], 0.25);
        SafetensorsWriter.Write(_file, [("attn_gate", gate), ("ff_gate", gate)]);
        using var model = Make.Model(Make.Spec() with { Fusion = [new() { Block = new("gated-xattn"), Weights = _file, WeightsLayout = "flamingo-pytorch", WeightsInto = ["*gate.alpha"] }] }, seed: 5);
        var different = model.state_dict().Where(pair => !pair.Value.Equals(drawn.state_dict()[pair.Key])).Select(pair => pair.Key);
        different.Should().BeEquivalentTo(model.state_dict().Keys.Where(name => name.EndsWith("gate.alpha", StringComparison.Ordinal)));
        model.LoadedWeights["model.fusion[0]"].Loaded.Should().HaveCount(3, "two contexts and a feed-forward have a gate each");
    }

    [Fact]
    public void Build_FilesAndLayoutsThatDoNotFit_AreNamedTogether()
    {
        SafetensorsWriter.Write(_file, [("latents", ones(1))]);
        var spec = Spec(new() { Resampler = new("perceiver", Small), Weights = _file, WeightsLayout = "open-flamingo" }) with
        {
            Fusion = [new() { Block = new("gated-xattn"), Weights = _file, WeightsLayout = "lavis" }],
        };
        FluentActions.Invoking(() => Make.Model(spec)).Should().Throw<ArgumentException>().WithMessage(
            "model.context.audio.resampler.weights: *'latents': expected F32 of [5, 4], got F32 of [1]*" +
            "model.fusion[0].weightsLayout: expected a layout that the part knows (flamingo-pytorch, open-flamingo); got 'lavis'.");
    }

    [Fact]
    public void Spec_LayoutWithoutAFile_IsRefused()
    {
        var catalog = PartCatalog.Scan(typeof(PerceiverResampler).Assembly);
        new SpecValidator(catalog).Invoking(v => v.Check(new ResamplerSpec { WeightsLayout = "open-flamingo" }, "resampler"))
            .Should().Throw<ConfigurationException>().WithMessage("*resampler.weights: expected a file*");
    }

    private static ModelSpec Spec(ResamplerSpec audio)
    {
        var spec = Make.Spec();
        return spec with { Context = new Dictionary<string, ModalitySpec>(spec.Context) { ["audio"] = spec.Context["audio"] with { Resampler = audio } } };
    }
}
