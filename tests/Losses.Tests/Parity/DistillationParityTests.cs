using TorchSharp;
using static Eegavi.Losses.Tests.Parity.Compare;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Parity;

public class DistillationParityTests
{
    [SkippableFact]
    public void KdSimilarity_IsOpenClips()
    {
        using var fixture = Fixture.Open("open_clip_distill_f32");
        LossVector[] ends = [fixture.End("image_features"), fixture.End("text_features"), fixture.End("dist_image_features"), fixture.End("dist_text_features")];
        var (scale, teacher) = (fixture["in/logit_scale"].ToDouble(), fixture["in/dist_logit_scale"].ToDouble());
        var options = new KdSimilarityOptions { Temperature = 1 / scale, LearnTemperature = true, TeacherTemperature = 1 / teacher };
        var loss = new KdSimilarity(options, new() { Width = 16, ContextWidths = [16, 24, 24] });
        var distill = loss.forward(Ends.Inputs(ends)).Value!;
        Close(distill, fixture["out/distill"], 1e-5);

        // The fixture's gradients are those of both of its outputs.
        var contrast = new InfoNce(new() { Projector = Projection.None, Temperature = 1 / scale }, new() { Width = 16, ContextWidths = [16] });
        var contrastive = contrast.forward(Ends.Inputs(ends[0], ends[1])).Value!;
        Close(contrastive, fixture["out/contrastive"], 1e-5);
        (distill * fixture["cot/distill"] + contrastive * fixture["cot/contrastive"]).backward();
        foreach (var end in ends.Take(2)) Close(end.Values.grad!, Tangential(fixture[$"grad_in/{end.Name}"], end.Values), 1e-5);
        // Ours keep ln τ = −ln scale, and ln scale.
        var ofScale = (Parameter(contrast, "log_scale").grad! - Parameter(loss, "log_temperature").grad!) / scale;
        Close(ofScale, fixture["grad_in/logit_scale"], 1e-4);
        ends[2].Values.grad.Should().BeNull();
    }

    [SkippableFact]
    public void KdLogits_IsHintons()
    {
        using var fixture = Fixture.Open("torch_kd_kl_T4");
        var (student, teacher) = (fixture.End("student"), fixture.End("teacher"));
        var value = new KdLogits(new() { Temperature = 4 }).forward(Ends.Inputs(student, teacher)).Value!;
        value.backward();

        Close(value, fixture["out/y"], 1e-10);
        Close(student.Values.grad!, fixture["grad_in/student"], 1e-10);
        teacher.Values.grad.Should().BeNull();
    }

    [SkippableFact]
    public void FeatureDistances_AreTorchs()
    {
        using var fixture = Fixture.Open("torch_kd_feature");
        var (student, teacher) = (fixture.End("student"), fixture.End("teacher"));
        var cosine = new KdCosine(new() { Projector = Projection.None }, new() { Width = 6, ContextWidths = [6] }).forward(Ends.Inputs(student, teacher)).Value!;
        var total = cosine * fixture["cot/cosine"];
        Close(cosine, fixture["out/cosine"], 1e-10);
        foreach (var (form, name) in new[] { (FeatureForm.Mse, "mse"), (FeatureForm.SmoothL1, "smooth_l1") })
        {
            var value = FeatureDistance.Mean(form, student.Values, teacher.Values.detach());
            Close(value, fixture["out/" + name], 1e-10);
            total += value * fixture["cot/" + name];
        }
        Close(FeatureDistance.Mean(FeatureForm.Cosine, student.Values, teacher.Values), fixture["out/cosine"], 1e-10);
        total.backward();
        Close(student.Values.grad!, fixture["grad_in/student"], 1e-10);
        teacher.Values.grad.Should().BeNull();
    }

    [SkippableFact]
    public void KdCosine_OfTwoThatLearn_IsTheSeedSystems()
    {
        using var fixture = Fixture.Open("tesi_masked_cosine");
        var (a, b) = (fixture.End("za") with { Present = fixture["in/present"] }, fixture.End("zb"));
        var options = new KdCosineOptions { Projector = Projection.None, TargetStopGradient = StopGradient.None };
        var value = new KdCosine(options, new() { Width = 12, ContextWidths = [12] }).forward(Ends.Inputs(a, b)).Value!;
        value.backward();

        Close(value, fixture["out/y"], 1e-5);
        Close(a.Values.grad!, fixture["grad_in/za"], 1e-5);
        Close(b.Values.grad!, fixture["grad_in/zb"], 1e-5);
    }

    // Linear → GELU → LN → Linear → LN of its pooled vector. What it pools (the sum over patches, divided by all time steps, real or not) is a defect that stays outside.
    [SkippableFact]
    public void Projector_WithItsNormInside_IsTheSeedSystemsHead()
    {
        using var fixture = Fixture.Open("tesi_kd_head");
        var (x, mask) = (fixture["in/x"].requires_grad_(), fixture["in/mask"]);
        var head = new Projector(32, 48, 12, ProjectorNorm.Hidden);
        foreach (var (layer, number) in new[] { ("linear_in", 0), ("norm_in", 2), ("linear_out", 3), ("norm_out", 4) })
        {
            foreach (var name in new[] { "weight", "bias" }) Fill(head, $"{layer}.{name}", fixture[$"param/transform.{number}.{name}"]);
        }
        var pooled = Masked.Zero(x, mask).sum([1L, 2L]) / 3;
        var y = head.call(pooled);
        (y * fixture["cot/y"]).sum().backward();

        Close(y, fixture["out/y"], 1e-5);
        Close(x.grad!, fixture["grad_in/x"], 1e-5);
        Close(Parameter(head, "linear_in.weight").grad!, fixture["grad_param/transform.0.weight"], 1e-4);
        Close(Parameter(head, "linear_in.bias").grad!, fixture["grad_param/transform.0.bias"], 1e-4);
    }

    private static void Fill(nn.Module module, string name, Tensor values)
    {
        using var _ = no_grad();
        Parameter(module, name).copy_(values);
    }
}
