using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Contrastive;

public class MultiPositiveInfoNceTests
{
    private static readonly PartSizes ThreeOfSeven = new() { Width = 7, ContextWidths = [7, 7] };

    // Row 1 lacks audio, row 3 video, row 4 both, row 5 the fused vector.
    private readonly LossVector _fused = Ends.Random("fused", 6, 7, 1, absent: 5);
    private readonly LossVector _audio = Ends.Random("context.audio", 6, 7, 2, absent: [1, 4]);
    private readonly LossVector _video = Ends.Random("context.video", 6, 7, 3, absent: [3, 4]);

    [Theory]
    [InlineData(MultiPositiveForm.Mean)]
    [InlineData(MultiPositiveForm.LogSum)]
    [InlineData(MultiPositiveForm.PerModality)]
    public void Forward_MissingModalities_IsTheFormulaByHand(MultiPositiveForm form)
    {
        var term = Plain(form).forward(Ends.Inputs(_fused, _audio, _video));

        term.Rows.Should().Be(4);
        term.Value!.ToDouble().Should().BeApproximately(Naive(form, 0.3, _fused, _audio, _video), 1e-6);
    }

    [Theory]
    [InlineData(MultiPositiveForm.Mean)]
    [InlineData(MultiPositiveForm.LogSum)]
    [InlineData(MultiPositiveForm.PerModality)]
    public void Forward_OneModality_IsInfoNce(MultiPositiveForm form)
    {
        var (fused, audio) = (Ends.Random("fused", 5, 7, 4), Ends.Random("context.audio", 5, 7, 5));
        var logits = nn.functional.normalize(fused.Values, 2, 1).mm(nn.functional.normalize(audio.Values, 2, 1).t()) / 0.3;

        new MultiPositiveInfoNce(new() { Form = form, Projector = Projection.None }, new() { Width = 7, ContextWidths = [7] }).forward(Ends.Inputs(fused, audio))
            .Value!.ToDouble().Should().BeApproximately(nn.functional.cross_entropy(logits, arange(5)).ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData(MultiPositiveForm.Mean, 0.6931471805599453)]
    [InlineData(MultiPositiveForm.LogSum, 0)]
    [InlineData(MultiPositiveForm.PerModality, 0)]
    public void Forward_PerfectVectors_ReachesTheFloor(MultiPositiveForm form, double floor)
    {
        var term = Plain(form, temperature: 0.02).forward(Ends.Inputs(Ends.Unit("fused", 7), Ends.Unit("context.audio", 7), Ends.Unit("context.video", 7)));

        term.Value!.ToDouble().Should().BeApproximately(floor, 1e-6);
        term.Diagnostics!["above_floor"].ToDouble().Should().BeApproximately(0, 1e-6);
        term.Diagnostics["top1"].ToDouble().Should().Be(1);
    }

    // docs/hug-eeg.md: the joint form pushes from each modality by its share of the whole softmax, the form per modality from all alike.
    [Fact]
    public void Backward_ModalitiesThatAreAlike_JointAndPerModalityPullTheSame()
    {
        var (joint, perModality) = (Gradient(MultiPositiveForm.Mean, alike: true), Gradient(MultiPositiveForm.PerModality, alike: true));
        (joint.Loss - perModality.Loss).Should().BeApproximately(Math.Log(2), 1e-9);
        joint.Fused.allclose(perModality.Fused, 1e-9, 1e-12).Should().BeTrue();
    }

    [Fact]
    public void Backward_ModalitiesThatDiffer_JointAndPerModalityPullElsewhere()
    {
        var (joint, perModality) = (Gradient(MultiPositiveForm.Mean, alike: false), Gradient(MultiPositiveForm.PerModality, alike: false));
        nn.functional.cosine_similarity(joint.Fused.flatten(), perModality.Fused.flatten(), 0, 1e-12).ToDouble().Should().BeInRange(0.5, 0.999);
    }

    private static (double Loss, Tensor Fused) Gradient(MultiPositiveForm form, bool alike)
    {
        var (fused, audio) = (Ends.Random("fused", 6, 7, 1), Ends.Random("context.audio", 6, 7, 2));
        var term = Plain(form).forward(Ends.Inputs(fused, audio, alike ? audio with { Name = "context.video" } : Ends.Random("context.video", 6, 7, 3)));
        term.Value!.backward();
        return (term.Value.ToDouble(), fused.Values.grad!);
    }

    [Fact]
    public void Forward_Mean_PartsOfTheModalitiesAverageToTheValue()
    {
        var term = Plain(MultiPositiveForm.Mean).forward(Ends.Inputs(Ends.Random("fused", 5, 7, 4), Ends.Random("context.audio", 5, 7, 5), Ends.Random("context.video", 5, 7, 6)));

        ((term.Diagnostics!["part.context.audio"] + term.Diagnostics["part.context.video"]) / 2).ToDouble().Should().BeApproximately(term.Value!.ToDouble(), 1e-9);
    }

    [Fact]
    public void Compared_GivesTheEndsAtLengthOne()
    {
        var ends = Plain(MultiPositiveForm.Mean).Compared(Ends.Inputs(_fused, _audio, _video));

        ends.Select(end => end.Name).Should().Equal("fused", "context.audio", "context.video");
        ends[1].Values.index_select(0, tensor(new[] { 0L, 2, 3, 5 })).square().sum(1).allclose(ones(4, dtype: ScalarType.Float64)).Should().BeTrue();
        ends[1].Present.Should().BeSameAs(_audio.Present);
    }

    // The trap of the log-sum form: one good modality is enough for it, not for the mean.
    [Fact]
    public void Forward_OneModalityUnrelated_CostsTheMeanFormOnly()
    {
        var unrelated = new LossVector("context.video", Ends.Unit("", 7).Values.roll(3, 0), Ends.Unit("", 7).Present);
        var inputs = Ends.Inputs(Ends.Unit("fused", 7), Ends.Unit("context.audio", 7), unrelated);

        Plain(MultiPositiveForm.LogSum, 0.1).forward(inputs).Value!.ToDouble().Should().BeLessThan(1);
        Plain(MultiPositiveForm.Mean, 0.1).forward(inputs).Value!.ToDouble().Should().BeGreaterThan(5);
    }

    [Theory]
    [InlineData(MultiPositiveForm.Mean)]
    [InlineData(MultiPositiveForm.LogSum)]
    [InlineData(MultiPositiveForm.PerModality)]
    public void Forward_RowsLeftOut_GetNoGradient(MultiPositiveForm form)
    {
        var loss = new MultiPositiveInfoNce(new() { Form = form }, ThreeOfSeven).to(ScalarType.Float64);
        loss.forward(Ends.Inputs(_fused, _audio, _video)).Value!.backward();

        _fused.GradientReaches().Should().Equal(true, true, true, true, false, false);
        // Row 5 has no fused vector to be found by, but is a column for the others.
        _audio.GradientReaches().Should().Equal(true, false, true, true, false, true);
        _video.GradientReaches().Should().Equal(true, true, true, false, false, true);
    }

    [Fact]
    public void Forward_AModalityThatNoRowHas_LeavesTheOthers()
    {
        var none = Ends.Random("context.video", 6, 7, 3, absent: [0, 1, 2, 3, 4, 5]);

        foreach (var form in Enum.GetValues<MultiPositiveForm>())
        {
            Plain(form).forward(Ends.Inputs(_fused, _audio, none)).Value!.ToDouble()
                .Should().BeApproximately(Naive(form, 0.3, _fused, _audio, none), 1e-6, "{0}", form);
        }
    }

    [Fact]
    public void Forward_OneRowLeft_GivesNoLoss()
    {
        var term = Plain(MultiPositiveForm.Mean).forward(Ends.Inputs(Ends.Random("fused", 3, 7, 1, absent: 0), Ends.Random("a", 3, 7, 2, absent: 2), Ends.Random("b", 3, 7, 3, absent: 2)));

        term.Value.Should().BeNull();
        term.Rows.Should().Be(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forward_Temperature_LearnsOnlyWhereAsked(bool learn)
    {
        var loss = new MultiPositiveInfoNce(new() { LearnTemperature = learn, Projector = Projection.None }, ThreeOfSeven);
        loss.forward(Ends.Inputs(_fused, _audio, _video)).Value!.backward();

        (loss.parameters().Single().grad is not null).Should().Be(learn);
    }

    private static MultiPositiveInfoNce Plain(MultiPositiveForm form, double temperature = 0.3) =>
        new(new() { Form = form, Projector = Projection.None, Temperature = temperature }, ThreeOfSeven);

    private static double Naive(MultiPositiveForm form, double temperature, LossVector anchor, params LossVector[] others)
    {
        var (a, z) = (anchor.Normalised(), others.Select(o => o.Normalised()).ToArray());
        double S(int i, int m, int j) => Ends.Dot(a[i]!, z[m][j]!) / temperature;
        double Lse(int i, params int[] modalities) => Math.Log(modalities.Sum(m => Enumerable.Range(0, a.Length).Where(j => z[m][j] is not null).Sum(j => Math.Exp(S(i, m, j)))));
        int[] every = [.. Enumerable.Range(0, z.Length)];
        var rows = Enumerable.Range(0, a.Length).Where(i => a[i] is not null && every.Any(m => z[m][i] is not null));
        return rows.Average(i =>
        {
            int[] own = [.. every.Where(m => z[m][i] is not null)];
            return form switch
            {
                MultiPositiveForm.Mean => own.Average(m => Lse(i, every) - S(i, m, i)),
                MultiPositiveForm.LogSum => Lse(i, every) - Math.Log(own.Sum(m => Math.Exp(S(i, m, i)))),
                _ => own.Average(m => Lse(i, m) - S(i, m, i)),
            };
        });
    }
}
