using TorchSharp;
using static Eegavi.Losses.Tests.Parity.Compare;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Parity;

public class LossParityTests
{
    // open_clip takes vectors of length one; ours makes them so, which takes the radial part out of the gradient.
    [SkippableTheory]
    [InlineData("open_clip_siglip_init_f64", null, 1e-10)]
    [InlineData("open_clip_siglip_chunked_f64", 4, 1e-10)]
    [InlineData("open_clip_siglip_init_f32", null, 1e-5)]
    [InlineData("open_clip_siglip_chunked_f32", 4, 1e-5)]
    [InlineData("open_clip_siglip_trained_f32", null, 1e-5)]
    public void SigLip_IsOpenClips(string name, int? chunk, double tolerance)
    {
        using var fixture = Fixture.Open(name);
        var (image, text) = (fixture.End("image_features"), fixture.End("text_features"));
        var (scale, bias) = (fixture["in/logit_scale"].ToDouble(), fixture["in/logit_bias"].ToDouble());
        var loss = new SigLip(new() { Projector = Projection.None, Bias = 0, Chunk = chunk }, new() { Width = 16, ContextWidths = [16] }).to(image.Values.dtype);
        Set(loss, "pairs.log_scale", Math.Log(scale));
        Set(loss, "pairs.bias", bias);
        var value = loss.forward(Ends.Inputs(image, text)).Value!;
        value.backward();

        Close(value, fixture["out/y"], tolerance);
        Close(image.Values.grad!, Tangential(fixture["grad_in/image_features"], image.Values), tolerance);
        Close(text.Values.grad!, Tangential(fixture["grad_in/text_features"], text.Values), tolerance);
        Close(Parameter(loss, "pairs.log_scale").grad!, fixture["grad_in/logit_scale"] * scale, OfParameters(tolerance));
        Close(Parameter(loss, "pairs.bias").grad!, fixture["grad_in/logit_bias"], tolerance);
    }

    [SkippableTheory]
    [InlineData("seed_mp_infonce_P1_tau0.07", 0.07, 1)]
    [InlineData("seed_mp_infonce_P1_tau0.3", 0.3, 1)]
    [InlineData("seed_mp_infonce_P3_tau0.3", 0.3, 3)]
    public void MultiPositiveInfoNce_LogSum_IsTheNotes(string name, double temperature, int positives)
    {
        using var fixture = Fixture.Open(name);
        LossVector[] ends = [fixture.End("zq"), .. Enumerable.Range(0, positives).Select(p => fixture.End($"zk{p}"))];
        var options = new MultiPositiveInfoNceOptions { Form = MultiPositiveForm.LogSum, Projector = Projection.None };
        var loss = new MultiPositiveInfoNce(options, new() { Width = 12, ContextWidths = [.. Enumerable.Repeat(12, positives)] }).to(ScalarType.Float64);
        Set(loss, "positives.log_temperature", Math.Log(temperature));
        var value = loss.forward(Ends.Inputs(ends)).Value!;
        value.backward();

        Close(value, fixture["out/y"], 1e-10);
        foreach (var end in ends) Close(end.Values.grad!, fixture[$"grad_in/{end.Name}"], 1e-10);
    }

    [SkippableFact]
    public void QueryPreserve_Cosine_IsTheNotes()
    {
        using var fixture = Fixture.Open("seed_eeg_preserve_cos");
        var (fused, eeg) = (fixture.End("fused"), fixture.End("eeg"));
        var value = new QueryPreserve(new() { Form = PreserveForm.Cosine, Projector = Projection.None }, new() { Width = 12, ContextWidths = [12] })
            .forward(Ends.Inputs(fused, eeg)).Value!;
        value.backward();

        Close(value, fixture["out/y"], 1e-10);
        Close(fused.Values.grad!, fixture["grad_in/fused"], 1e-10);
        eeg.Values.grad.Should().BeNull();
    }
}
