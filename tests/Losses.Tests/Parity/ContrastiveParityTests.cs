using TorchSharp;
using static Eegavi.Losses.Tests.Parity.Compare;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Parity;

public class ContrastiveParityTests
{
    [SkippableTheory]
    [InlineData("open_clip_clip_f64", 1e-10)]
    [InlineData("open_clip_clip_bias_f64", 1e-10)]
    [InlineData("open_clip_clip_f32", 1e-5)]
    [InlineData("open_clip_clip_bias_f32", 1e-5)]
    public void InfoNce_IsOpenClips(string name, double tolerance)
    {
        using var fixture = Fixture.Open(name);
        var (image, text) = (fixture.End("image_features"), fixture.End("text_features"));
        var scale = fixture["in/logit_scale"].ToDouble();
        var loss = Make(scale, image.Values.dtype, new() { Projector = Projection.None, MaximumScale = 200 });
        var value = loss.forward(Ends.Inputs(image, text)).Value!;
        value.backward();

        Close(value, fixture["out/y"], tolerance);
        Close(image.Values.grad!, Tangential(fixture["grad_in/image_features"], image.Values), tolerance);
        Close(text.Values.grad!, Tangential(fixture["grad_in/text_features"], text.Values), tolerance);
        Close(Parameter(loss, "log_scale").grad!, fixture["grad_in/logit_scale"] * scale, OfParameters(tolerance));
    }

    [SkippableTheory]
    [InlineData("open_clip_siglip_negative_only_f64", 1e-10)]
    [InlineData("open_clip_siglip_negative_only_f32", 1e-5)]
    public void SigmoidPairs_OfAnotherProcess_IsOpenClips(string name, double tolerance)
    {
        using var fixture = Fixture.Open(name);
        Tensor Input(string input) => fixture["in/" + input].requires_grad_();
        var (image, text, scale, bias) = (Input("image_features"), Input("text_features"), Input("logit_scale"), Input("logit_bias"));
        var value = SigmoidPairs.Sum(image, text, scale, bias, 4, null) / 6;
        value.backward();

        Close(value, fixture["out/y"], tolerance);
        foreach (var (input, tensor) in new[] { ("image_features", image), ("text_features", text), ("logit_scale", scale), ("logit_bias", bias) })
            Close(tensor.grad!, fixture["grad_in/" + input], tolerance);
    }

    [SkippableFact]
    public void InfoNce_OfTokens_IsBlip2s()
    {
        using var fixture = Fixture.Open("lavis_blip2_itc");
        var (images, text) = (fixture["in/image_feats"].requires_grad_(), fixture.End("text_feat"));
        var temperature = fixture["in/temp"].ToDouble();
        var loss = Make(1 / temperature, ScalarType.Float64, new() { Projector = Projection.None, LabelSmoothing = 0.1 }, width: 10);
        var tokens = new LossVector("tokens.fused", images, ones([4, 6], ScalarType.Bool));
        var value = loss.forward(Ends.Inputs(tokens, text)).Value!;
        Close(value, fixture["out/loss"], 1e-10);

        // The fixture's gradients are those of the loss and of both tables of similarities, weighted.
        var (i, t, s) = (nn.functional.normalize(images, 2, -1), nn.functional.normalize(text.Values, 2, 1), fixture["in/temp"].requires_grad_());
        var all = ones([4], ScalarType.Bool);
        var table = TokenCosines.Of(i, tokens.Present, t, all, arange(4)) / s;
        Close(table, fixture["out/sim_i2t"], 1e-10);
        Close(TokenCosines.Of(t, all, i, tokens.Present, arange(4)) / s, fixture["out/sim_t2i"], 1e-10);
        (value * fixture["cot/loss"] + (table * fixture["cot/sim_i2t"]).sum() + (table.t() * fixture["cot/sim_t2i"]).sum()).backward();
        // τ is log-scaled here: dL/dτ = −dL/d(ln 1/τ) / τ.
        var ofTemperature = s.grad! - Parameter(loss, "log_scale").grad! / temperature;
        Close(ofTemperature, fixture["grad_in/temp"], 1e-10);
        Matches(images.grad!, fixture["grad_in/image_feats"], images);
        Matches(text.Values.grad!, fixture["grad_in/text_feat"], text.Values);
    }

    // The seed system's own: cosines over 0.05, one way, target without gradient, rows that both have.
    [SkippableFact]
    public void InfoNce_OneWayMasked_IsTheSeedSystems()
    {
        using var fixture = Fixture.Open("tesi_masked_infonce");
        var (a, b) = (fixture.End("za") with { Present = fixture["in/za_mask"] }, fixture.End("zb") with { Present = fixture["in/zb_mask"] });
        var options = new InfoNceOptions { Projector = Projection.None, Temperature = 0.05, Symmetric = false, TargetStopGradient = StopGradient.Input };
        var value = new InfoNce(options, new() { Width = 12, ContextWidths = [12] }).forward(Ends.Inputs(a, b)).Value!;
        value.backward();

        Close(value, fixture["out/y"], 1e-5);
        Close(a.Values.grad!, fixture["grad_in/za"], 1e-5);
        b.Values.grad.Should().BeNull();
    }

    // Its explicit negatives have no counterpart here: the test adds those two terms, so that the gradient of all three compares.
    [SkippableFact]
    public void InfoNce_OneWay_IsTheSeedSystemsImplicitForm()
    {
        using var fixture = Fixture.Open("tesi_info_nce");
        var (query, key) = (fixture.End("query"), fixture.End("positive_key"));
        var options = new InfoNceOptions { Projector = Projection.None, Temperature = 0.1, Symmetric = false };
        var value = new InfoNce(options, new() { Width = 12, ContextWidths = [12] }).forward(Ends.Inputs(query, key)).Value!;
        Close(value, fixture["out/implicit"], 1e-5);

        static Tensor Unit(Tensor x) => nn.functional.normalize(x, 2, -1);
        var (q, k) = (Unit(query.Values), Unit(key.Values));
        Tensor First(Tensor negatives) => nn.functional.cross_entropy(cat([(q * k).sum(1, keepdim: true), negatives], 1) / 0.1, zeros([6], ScalarType.Int64));
        var unpaired = First(q.mm(Unit(fixture["in/neg_u"]).t()));
        var paired = First(Unit(fixture["in/neg_p"]).matmul(q.unsqueeze(2)).squeeze(2));
        (value * fixture["cot/implicit"] + unpaired * fixture["cot/unpaired"] + paired * fixture["cot/paired"]).backward();
        Close(query.Values.grad!, fixture["grad_in/query"], 1e-5);
        Close(key.Values.grad!, fixture["grad_in/positive_key"], 1e-5);
    }

    // Its centring over the batch is a defect and stays outside; what remains is SigLIP.
    [SkippableFact]
    public void SigLip_OfCentredVectors_IsTheSeedSystems()
    {
        using var fixture = Fixture.Open("tesi_siglip");
        var (a, b) = (fixture.End("za"), fixture.End("zb"));
        static LossVector Centred(LossVector end) => end with { Values = nn.functional.normalize(end.Values - end.Values.mean([0L], keepdim: true), 2, 1) };
        var loss = new SigLip(new() { Projector = Projection.None, Bias = fixture["param/bias"].ToDouble() }, new() { Width = 12, ContextWidths = [12] });
        Set(loss, "pairs.log_scale", fixture["param/logt"].ToDouble());
        var value = loss.forward(Ends.Inputs(Centred(a), Centred(b))).Value!;
        value.backward();

        Close(value, fixture["out/y"], 1e-5);
        Close(a.Values.grad!, fixture["grad_in/za"], 1e-5);
        Close(b.Values.grad!, fixture["grad_in/zb"], 1e-5);
        Close(Parameter(loss, "pairs.log_scale").grad!, fixture["grad_param/logt"].squeeze(), 1e-4);
        Close(Parameter(loss, "pairs.bias").grad!, fixture["grad_param/bias"].squeeze(), 1e-4);
    }

    private static InfoNce Make(double scale, ScalarType type, InfoNceOptions options, int width = 16)
    {
        var loss = new InfoNce(options with { Temperature = 1 / scale }, new() { Width = width, ContextWidths = [width] }).to(type);
        Set(loss, "log_scale", Math.Log(scale));
        return loss;
    }

    // Fixtures whose vectors were made of length one outside compare tangentially.
    private static void Matches(Tensor gradient, Tensor expected, Tensor values)
    {
        var length = values.detach().norm(-1, keepdim: true, p: 2);
        var isUnit = (length - 1).abs().max().ToDouble() < 1e-6;
        Close(gradient, isUnit ? expected - values.detach() * (expected * values.detach()).sum(-1, keepdim: true) : expected, 1e-10);
    }
}
