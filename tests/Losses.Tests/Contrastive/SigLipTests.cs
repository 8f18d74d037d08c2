using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Contrastive;

public class SigLipTests
{
    private static readonly PartSizes TwoOfSeven = new() { Width = 7, ContextWidths = [7] };

    // 7 rows, unit vectors: 7 pairs at 10 + b, 42 at b, b = -ln 6.
    [Fact]
    public void Forward_UnitVectorsAtTheStart_IsTheFormula()
    {
        var bias = -Math.Log(6);

        Plain().forward(Ends.Inputs(Ends.Unit("fused", 7), Ends.Unit("context.audio", 7))).Value!.ToDouble()
            .Should().BeApproximately(Softplus(-(10 + bias)) + 6 * Softplus(bias), 1e-6);
    }

    [Fact]
    public void Forward_RowsAbsentOnEitherSide_IsTheLossOfTheOthers()
    {
        var (fused, audio) = (Ends.Random("fused", 6, 7, 1, absent: 2), Ends.Random("context.audio", 6, 7, 2, absent: 4));
        var term = Plain().forward(Ends.Inputs(fused, audio));

        term.Rows.Should().Be(4);
        term.Value!.ToDouble().Should().BeApproximately(Naive(fused, audio, 10, -Math.Log(3)), 1e-6);
    }

    [Fact]
    public void Forward_RowsAbsentOnEitherSide_GetNoGradient()
    {
        var (fused, audio) = (Ends.Random("fused", 6, 7, 1, absent: 2), Ends.Random("context.audio", 6, 7, 2, absent: 4));
        new SigLip(new(), TwoOfSeven).to(ScalarType.Float64).forward(Ends.Inputs(fused, audio)).Value!.backward();

        fused.GradientReaches().Should().Equal(true, true, false, true, false, true);
        audio.GradientReaches().Should().Equal(true, true, false, true, false, true);
    }

    [Fact]
    public void Forward_TwoContexts_SumsOverPairs()
    {
        var (fused, audio, video) = (Ends.Random("fused", 6, 7, 1), Ends.Random("context.audio", 6, 7, 2, absent: 0), Ends.Random("context.video", 6, 7, 3, absent: [1, 5]));

        new SigLip(new() { Projector = Projection.None }, new() { Width = 7, ContextWidths = [7, 7] }).forward(Ends.Inputs(fused, audio, video)).Value!.ToDouble()
            .Should().BeApproximately(Naive(fused, audio, 10, -Math.Log(4)) + Naive(fused, video, 10, -Math.Log(3)), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(50)]
    public void Forward_InChunks_IsTheSame(int chunk)
    {
        var inputs = Ends.Inputs(Ends.Random("fused", 6, 7, 1), Ends.Random("context.audio", 6, 7, 2));

        Plain(new() { Projector = Projection.None, Chunk = chunk }).forward(inputs).Value!.ToDouble()
            .Should().BeApproximately(Plain().forward(inputs).Value!.ToDouble(), 1e-12);
    }

    [Fact]
    public void Forward_OwnBias_IsUsedAsItIs()
    {
        var (fused, audio) = (Ends.Random("fused", 6, 7, 1), Ends.Random("context.audio", 6, 7, 2));

        Plain(new() { Projector = Projection.None, Bias = -10, Scale = 4 }).forward(Ends.Inputs(fused, audio)).Value!.ToDouble()
            .Should().BeApproximately(Naive(fused, audio, 4, -10), 1e-5);
    }

    [Fact]
    public void Forward_OneSharedRow_GivesNoLoss()
    {
        var term = Plain().forward(Ends.Inputs(Ends.Random("fused", 3, 7, 1, absent: 0), Ends.Random("context.audio", 3, 7, 2, absent: 1)));

        term.Value.Should().BeNull();
        term.Rows.Should().Be(1);
    }

    [Fact]
    public void Forward_WithProjectors_TrainsAllOfThem()
    {
        var loss = new SigLip(new() { ProjectionWidth = 5 }, new() { Width = 7, ContextWidths = [9] });
        loss.to(ScalarType.Float64).forward(Ends.Inputs(Ends.Random("fused", 6, 7, 1), Ends.Random("context.audio", 6, 9, 2))).Value!.backward();

        loss.named_parameters().Should().HaveCount(2 + 2 * 8);
        loss.named_parameters().Where(p => p.parameter.grad!.abs().sum().ToDouble() == 0).Select(p => p.name).Should().BeEmpty();
    }

    [Fact]
    public void Forward_SameVectors_FindsEveryRow() =>
        Plain().forward(Ends.Inputs(Ends.Unit("fused", 7), Ends.Unit("context.audio", 7))).Diagnostics!["top1.context.audio"].ToDouble().Should().Be(1);

    [Fact]
    public void New_NoProjectorsButTwoWidths_SaysWhatToDo() =>
        FluentActions.Invoking(() => new SigLip(new() { Projector = Projection.None }, new() { Width = 7, ContextWidths = [9] })).Should().Throw<ArgumentException>()
            .WithMessage("Expected ends of one width where projector is 'none'; got 7, 9: use 'own'.");

    // Three processes hold 3, 2 and 1 of 6 rows; row 4 lacks audio.
    [Fact]
    public void Forward_RowsOfOtherProcesses_AreNegativesAndTheMeanIsTheWhole()
    {
        var (fused, audio) = (Ends.Random("fused", 6, 7, 1), Ends.Random("context.audio", 6, 7, 2, absent: 4));
        LossVector Part(LossVector of, int[] rows) => of with { Values = of.Values.index_select(0, tensor(rows, dtype: ScalarType.Int64)), Present = of.Present.index_select(0, tensor(rows, dtype: ScalarType.Int64)) };
        int[][] held = [[0, 1, 2], [3, 4], [5]];
        var values = Enumerable.Range(0, 3).Select(p => Plain().forward(new()
        {
            Ends = [Part(fused, held[p]), Part(audio, held[p])],
            Elsewhere = [.. held.Where((_, other) => other != p).Select(rows => (IReadOnlyList<LossVector>)[Part(fused, rows), Part(audio, rows)])],
        }).Value!).ToArray();

        values.Average(v => v.ToDouble()).Should().BeApproximately(Naive(fused, audio, 10, -Math.Log(4)), 1e-6);
        (values.Aggregate((x, y) => x + y) / 3).backward();
        var whole = fused.Values.grad!.clone();
        fused.Values.grad!.zero_();
        Plain().forward(Ends.Inputs(fused, audio)).Value!.backward();
        fused.Values.grad!.allclose(whole, 0, 1e-9).Should().BeTrue();
    }

    // Rows 0 and 2 saw the same seconds.
    [Theory]
    [InlineData(SharedStimulus.Auto, true, 0)]
    [InlineData(SharedStimulus.Auto, false, -1)]
    [InlineData(SharedStimulus.Ignore, false, 0)]
    [InlineData(SharedStimulus.Positive, false, 1)]
    [InlineData(SharedStimulus.Negative, true, -1)]
    public void Forward_RowsThatSawTheSame_AreWhatTheOptionSays(SharedStimulus mode, bool fromStimulus, int sign)
    {
        var (fused, audio) = (Ends.Random("fused", 4, 7, 1), Ends.Random("context.audio", 4, 7, 2) with { FromStimulus = fromStimulus });
        StimulusSpan[] stimuli = [new("film", 0, 8), new("film", 8, 16), new("film", 4, 12.5), new("clip", 0, 8)];
        var value = Plain(new() { Projector = Projection.None, SharedStimulus = mode })
            .forward(new() { Ends = [fused, audio], Stimuli = [stimuli[0], null, stimuli[2], stimuli[3]] }).Value!;

        var (x, y) = (fused.Normalised(), audio.Normalised());
        double Logit(int i, int j) => 10 * Ends.Dot(x[i]!, y[j]!) - Math.Log(3);
        var asNegatives = Softplus(Logit(0, 2)) + Softplus(Logit(2, 0));
        var asPositives = Softplus(-Logit(0, 2)) + Softplus(-Logit(2, 0));
        var expected = Naive(fused, audio, 10, -Math.Log(3)) + (sign == -1 ? 0 : sign == 0 ? -asNegatives : asPositives - asNegatives) / 4;
        value.ToDouble().Should().BeApproximately(expected, 1e-6);
    }

    private static SigLip Plain(SigLipOptions? options = null) => new(options ?? new() { Projector = Projection.None }, TwoOfSeven);

    private static double Naive(LossVector a, LossVector b, double scale, double bias)
    {
        var (x, y) = (a.Normalised(), b.Normalised());
        int[] rows = [.. Enumerable.Range(0, x.Length).Where(i => x[i] is not null && y[i] is not null)];
        return rows.Sum(i => rows.Sum(j => Softplus((i == j ? -1 : 1) * (scale * Ends.Dot(x[i]!, y[j]!) + bias)))) / rows.Length;
    }

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
}
