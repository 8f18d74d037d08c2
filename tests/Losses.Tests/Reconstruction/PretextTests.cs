using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Reconstruction;

/// <summary>What the losses that hide something do to a batch. EEG [B = 40, C = 3, S = 26] at 4 Hz; row 1 has no EEG, row 2 lacks its last steps.</summary>
public class PretextTests
{
    private const int Rows = 40, Channels = 3, Samples = 26;
    private readonly Batch _batch = Make();

    [Fact]
    public void MaskedSignal_HidesWholePatchesOfRealSignal()
    {
        manual_seed(1);
        var (seen, answer) = Masked(StepLayout.Signal).Prepare(_batch);
        var (before, after) = (_batch.Modalities["eeg"].Values, seen.Modalities["eeg"].Values);

        answer.Values.shape.Should().Equal(Rows, 6, 4 * Channels);
        answer.Seconds![0].data<float>().ToArray().Should().Equal(0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f);
        answer.Present[1].any().ToBoolean().Should().BeFalse("nothing of an absent row can be asked for");
        answer.Present[2, 5].ToBoolean().Should().BeFalse("a patch that is not real to its end is not asked for");
        answer.Present.to_type(ScalarType.Float32).mean().ToDouble().Should().BeInRange(0.3, 0.6);
        for (var b = 0; b < Rows; b++)
        {
            if (b == 1) continue;
            for (var n = 0; n < 6; n++)
            {
                var (patch, was) = (after[b].narrow(1, n * 4, 4), before[b].narrow(1, n * 4, 4));
                if (!answer.Present[b, n].ToBoolean()) patch.allclose(was, equal_nan: true).Should().BeTrue();
                else
                {
                    patch.abs().sum().ToDouble().Should().Be(0);
                    answer.Values[b, n].allclose(was.t().flatten()).Should().BeTrue();
                }
            }
        }
        seen.Modalities["audio"].Should().BeSameAs(_batch.Modalities["audio"]);
    }

    [Fact]
    public void MaskedSignal_AnyLayout_HidesTheSame()
    {
        var turned = Make(turned: true);
        manual_seed(1);
        var (_, one) = Masked(StepLayout.Signal).Prepare(_batch);
        manual_seed(1);
        var (seen, other) = Masked(StepLayout.Tokens).Prepare(turned);

        other.Values.allclose(one.Values).Should().BeTrue();
        seen.Modalities["eeg"].Values.shape.Should().Equal(Rows, Samples, Channels);
    }

    [Fact]
    public void MaskedSignal_OtherChannels_SaysWhatItExpected() =>
        new MaskedSignal(new() { Channels = 5, SamplingRateHz = 4 }, new() { Width = 2 }).Invoking(l => l.Prepare(_batch))
            .Should().Throw<ArgumentException>().WithMessage("Expected 'eeg' with 5 channels and at least 4 steps; got 3 and 26.");

    [Fact]
    public void MaskedSignal_ATrivialSignal_IsLearned()
    {
        manual_seed(3);
        var loss = new MaskedSignal(new() { Channels = 2, SamplingRateHz = 2, Standardise = false }, new() { Width = 4 });
        // Each token says what stands in its patch.
        var tokens = randn(8, 5, 4);
        var end = new LossVector("tokens.query", tokens, ones([8, 5], ScalarType.Bool)) { Seconds = (arange(5, dtype: ScalarType.Float32) + 0.5f).expand(8, 5) };
        var inputs = new LossInputs { Ends = [end], Answer = new("eeg", tokens.clone(), ones([8, 5], ScalarType.Bool)) { Seconds = end.Seconds } };
        using var optimizer = optim.Adam(loss.parameters(), 0.02);
        var first = loss.forward(inputs).Value!.ToDouble();
        for (var i = 0; i < 200; i++)
        {
            optimizer.zero_grad();
            loss.forward(inputs).Value!.backward();
            optimizer.step();
        }

        loss.forward(inputs).Value!.ToDouble().Should().BeLessThan(first / 3);
    }

    [Fact]
    public void TemporalOrder_AnswersWithTheOrderThatItMade()
    {
        manual_seed(2);
        var (seen, answer) = new TemporalOrder(new() { SamplingRateHz = 4, GapSeconds = 0 }, new() { Width = 2 }).Prepare(_batch);
        var (before, after) = (_batch.Modalities["eeg"].Values, seen.Modalities["eeg"].Values);
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

        answer.Present.data<bool>().ToArray().Should().Equal(Enumerable.Range(0, Rows).Select(b => b is not (1 or 2)), "only whole rows are shuffled");
        var classes = answer.Values.squeeze(1).data<long>().ToArray();
        for (var b = 0; b < Rows; b++)
        {
            var order = b is 1 or 2 ? orders[0] : orders[classes[b]];
            for (var k = 0; k < 3; k++) after[b].narrow(1, k * 8, 8).allclose(before[b].narrow(1, order[k] * 8, 8), equal_nan: true).Should().BeTrue();
            after[b].narrow(1, 24, 2).allclose(before[b].narrow(1, 24, 2), equal_nan: true).Should().BeTrue("what is left over stays");
        }
        classes.Where((_, b) => b is not (1 or 2)).Distinct().Should().HaveCount(6);
    }

    [Fact]
    public void TemporalOrder_SilencesTheCuts()
    {
        var (seen, answer) = new TemporalOrder(new() { SamplingRateHz = 4, GapSeconds = 1 }, new() { Width = 2 }).Prepare(_batch);

        var silent = seen.Modalities["eeg"].Values[0].abs().sum([0L]).eq(0).data<bool>().ToArray();
        Enumerable.Range(0, Samples).Where(s => silent[s]).Should().Equal(6, 7, 8, 9, 14, 15, 16, 17);
        seen.Modalities["eeg"].Values[2].narrow(1, 0, 20).allclose(_batch.Modalities["eeg"].Values[2].narrow(1, 0, 20)).Should().BeTrue();
        answer.Seconds![0].data<float>().ToArray().Should().Equal(1, 3, 5);
    }

    [Fact]
    public void AnnotationMasking_HidesValuesThatExist()
    {
        var (seen, answer) = new AnnotationMasking(new() { Columns = 4 }, new() { Width = 2 }).Prepare(_batch);
        var (before, after) = (_batch.Modalities["ratings"], seen.Modalities["ratings"]);

        answer.Present.logical_and(before.Valid.logical_not()).any().ToBoolean().Should().BeFalse();
        after.Valid.logical_or(answer.Present).eq(before.Valid).all().ToBoolean().Should().BeTrue();
        after.Values.masked_select(answer.Present).abs().sum().ToDouble().Should().Be(0);
        answer.Values.masked_select(answer.Present).eq(before.Values.masked_select(answer.Present)).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Forward_ABatchThatWasNotPrepared_GivesNoLoss()
    {
        var tokens = new LossVector("tokens.query", rand(3, 4, 2), ones([3, 4], ScalarType.Bool));
        Masked(StepLayout.Signal).forward(Ends.Inputs(tokens)).Value.Should().BeNull();
        new TemporalOrder(new(), new() { Width = 2 }).forward(Ends.Inputs(tokens)).Value.Should().BeNull();
        new AnnotationMasking(new() { Columns = 4 }, new() { Width = 2 }).forward(Ends.Inputs(tokens)).Value.Should().BeNull();
    }

    [Fact]
    public void Prepare_LeavesTheBatchAlone()
    {
        var before = _batch.Modalities.ToDictionary(m => m.Key, m => m.Value.Values.clone());
        Masked(StepLayout.Signal).Prepare(_batch);
        new TemporalOrder(new() { SamplingRateHz = 4 }, new() { Width = 2 }).Prepare(_batch);
        new AnnotationMasking(new() { Columns = 4 }, new() { Width = 2 }).Prepare(_batch);

        foreach (var (name, values) in before) _batch.Modalities[name].Values.allclose(values, equal_nan: true).Should().BeTrue(name);
    }

    private static MaskedSignal Masked(StepLayout layout) => new(new() { Channels = Channels, SamplingRateHz = 4, Layout = layout }, new() { Width = 2 });

    private static Batch Make(bool turned = false)
    {
        manual_seed(7);
        var (eeg, valid) = (randn(Rows, Channels, Samples) + 3, ones([Rows, Samples], ScalarType.Bool));
        valid[1] = zeros([Samples], ScalarType.Bool);
        valid[2].narrow(0, 22, 4).fill_(false);
        eeg[1].fill_(double.NaN);
        var seconds = ((arange(Samples, dtype: ScalarType.Float32) + 0.5f) / 4).expand(Rows, Samples);
        var (table, known) = (randn(Rows, 4), rand(Rows, 4).gt(0.2));
        return new()
        {
            Modalities = new Dictionary<string, ModalityWindow>
            {
                ["eeg"] = new() { Values = turned ? eeg.transpose(1, 2).contiguous() : eeg, Valid = valid, Seconds = seconds },
                ["audio"] = new() { Values = randn(Rows, 2, 5), Valid = ones([Rows, 5], ScalarType.Bool), Seconds = zeros(Rows, 5) },
                ["ratings"] = new() { Values = table, Valid = known, Seconds = zeros(Rows, 4) },
            },
            Labels = new Dictionary<string, LabelColumn>(),
            RowIds = [.. Enumerable.Range(0, Rows).Select(i => $"r{i}")],
            Subjects = [.. Enumerable.Repeat("s", Rows)],
        };
    }
}
