using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Against the Python prototype's vector for each modality, which a LayerNorm follows: in ours that is the reader's own.</summary>
public sealed class ModalityTagParityTests
{
    [SkippableFact]
    public void ModalContext_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("tesi_modal_context");
        var (tags, norm) = (new ModalityTags(3, 32), nn.LayerNorm(32));
        foreach (var (parameter, name) in Parameters(tags, norm)) parameter.detach().copy_(fixture[$"param/{name}"]);
        var x = fixture["in/x"].requires_grad_();
        var y = norm.call(tags.call(x.flatten(1, 2), 1)).view(x.shape);
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        x.grad!.ShouldBe(fixture["grad_in/x"]);
        foreach (var (parameter, name) in Parameters(tags, norm)) parameter.grad!.ShouldBe(fixture[$"grad_param/{name}"], 1e-4);
    }

    private static (Tensor Parameter, string Name)[] Parameters(ModalityTags tags, LayerNorm norm) =>
        [(tags.get_parameter("weight")!, "modal_embeddings.weight"), (norm.weight, "norm.weight"), (norm.bias!, "norm.bias")];
}
