using Eegavi.Encoders;
using Eegavi.Fusion;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Models.Tests;

public class RecomputeTests
{
    private static readonly RecomputedStage[] All = [RecomputedStage.Encoders, RecomputedStage.Resamplers, RecomputedStage.Fusion];

    [Theory]
    [InlineData(RecomputedStage.Encoders)]
    [InlineData(RecomputedStage.Resamplers)]
    [InlineData(RecomputedStage.Fusion)]
    [InlineData(RecomputedStage.Encoders, RecomputedStage.Resamplers, RecomputedStage.Fusion)]
    public void Gradients_WithDropout_AreThoseOfAPassThatKeepsEverything(params RecomputedStage[] stages) =>
        Equal(Step(Spec(), stages), Step(Spec()));

    [Fact]
    public void Gradients_WithAMissingModalityAndOnesHidden_AreTheSame()
    {
        var spec = Spec() with { ModalityDropout = 0.5 };
        Equal(Step(spec, All, without: "video"), Step(spec, without: "video"));
    }

    [Fact]
    public void Gradients_InBFloat16_AreTheSame()
    {
        using var _ = Precision.Use(ScalarType.BFloat16);
        Equal(Step(Spec(), All), Step(Spec()));
    }

    [Fact]
    public void RunningStatistics_CountABatchOnce()
    {
        var spec = new ModelSpec { Width = 4, Query = new() { Encoder = new() { Encoder = new("shallow-conv", new ShallowConvEncoderOptions { Channels = 3, SamplingRateHz = 32 }) } } };
        var windows = new Dictionary<string, ModalityWindow> { ["eeg"] = Signal(2, 3, 64) };
        using var batch = new Batch { Modalities = windows, Labels = new Dictionary<string, LabelColumn>(), RowIds = ["a", "b"], Subjects = ["s", "s"] };

        Dictionary<string, float[]> After(params RecomputedStage[] stages)
        {
            using var model = Make.Model(spec);
            model.Recompute = stages;
            model.call(batch).Embedding.sum().backward();
            model.ThrowIfRecomputeFailed();
            return model.named_buffers().ToDictionary(b => b.name, b => b.buffer.to_type(ScalarType.Float32).data<float>().ToArray());
        }
        var kept = After();
        kept.Should().NotBeEmpty();
        Equal(After(RecomputedStage.Encoders), kept);
    }

    [Fact]
    public void AFrozenEncoder_IsCalledOnce()
    {
        var spec = Spec();
        spec = spec with { Query = spec.Query with { Encoder = spec.Query.Encoder with { Frozen = true } } };
        Equal(Step(spec, All), Step(spec));
    }

    [Fact]
    public void ABlock_IsCalledAgainInTheBackwardPass_WhereGradientsAreWanted()
    {
        var (block, recomputation) = (new Counted(), new Recomputation { Stages = All.ToHashSet() });
        using (no_grad()) recomputation.Fuse(block, Query(), []);
        block.Calls.Should().Be(1);

        recomputation.Fuse(block, Query(), []).Values.sum().backward();
        block.Calls.Should().Be(3);
        block.Scale.grad!.ToSingle().Should().Be(30);
    }

    [Fact]
    public void AFailureInTheBackwardPass_IsThrownAfterIt()
    {
        var (block, recomputation) = (new Counted { FailsFrom = 2 }, new Recomputation { Stages = All.ToHashSet() });
        recomputation.Fuse(block, Query(), []).Values.sum().backward();

        recomputation.Invoking(r => r.ThrowIfFailed()).Should().Throw<InvalidOperationException>().WithMessage("call 2");
        block.Scale.grad.Should().BeNull();
        recomputation.Invoking(r => r.ThrowIfFailed()).Should().NotThrow("it was said");
    }

    [Fact]
    public void Steps_LeaveNothingBehind()
    {
        using var model = Make.Model(Spec());
        model.Recompute = All;
        long Alive()
        {
            using var scope = NewDisposeScope();
            model.zero_grad(set_to_none: false);
            model.call(Make.Batch()).Embedding.sum().backward();
            return Tensor.TotalCount;
        }
        Alive();
        var before = Alive();
        Alive().Should().BeLessThanOrEqualTo(before);
    }

    private static void Equal(Dictionary<string, float[]> found, Dictionary<string, float[]> expected)
    {
        found.Keys.Should().BeEquivalentTo(expected.Keys);
        found.Where(f => !f.Value.SequenceEqual(expected[f.Key])).Select(f => f.Key).Should().BeEmpty("they are equal to the last bit");
    }

    // Dropout everywhere, two fusion blocks, a resampler for each context.
    private static ModelSpec Spec()
    {
        var spec = Make.Spec();
        var perceiver = new ResamplerSpec { Resampler = new("perceiver", new PerceiverResamplerOptions { Latents = 3, Heads = 2, HeadWidth = 4 }) };
        return spec with
        {
            Context = spec.Context.ToDictionary(c => c.Key, c => c.Value with { Resampler = perceiver }),
            Fusion =
            [
                new() { Block = new("gated-xattn", new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 4, Depth = 2, Dropout = 0.3, Gate = new("tanh", new TanhGateOptions { Init = 0.5 }) }) },
                new() { Block = new("late-concat", new LateConcatOptions { Dropout = 0.3 }) },
            ],
        };
    }

    private static Dictionary<string, float[]> Step(ModelSpec spec, RecomputedStage[]? stages = null, string? without = null)
    {
        using var scope = NewDisposeScope();
        using var model = Make.Model(spec);
        model.Recompute = stages ?? [];
        var batch = Make.Batch(without: without);
        manual_seed(7);
        var output = model.call(batch);
        (output.Embedding.pow(2).sum() + output.Predictions["mood"].exp().sum()).backward();
        model.ThrowIfRecomputeFailed();
        var found = model.named_parameters().Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => p.parameter.grad!.data<float>().ToArray());
        found["embedding"] = output.Embedding.data<float>().ToArray();
        found["the next random number"] = rand(1).data<float>().ToArray();
        return found;
    }

    private static ModalityWindow Signal(long rows, long channels, long steps) => new()
    {
        Values = randn(rows, channels, steps),
        Valid = ones([rows, steps], dtype: ScalarType.Bool),
        Seconds = (arange(steps, dtype: ScalarType.Float32) / 32).expand(rows, steps).contiguous(),
    };

    // [2, 3, 5] of ones.
    private static TokenSequence Query()
    {
        var clock = zeros([2, 3], dtype: ScalarType.Float32);
        return new() { Values = ones(2, 3, 5), Valid = ones([2, 3], dtype: ScalarType.Bool), Seconds = clock, Span = clock, Item = clock.to_type(ScalarType.Int64) };
    }

    private sealed class Counted : Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>, IFusionBlock
    {
        public readonly Parameter Scale = Parameter(ones(1));

        public Counted() : base("counted") => RegisterComponents();

        public int Calls { get; private set; }

        public int FailsFrom { get; init; } = int.MaxValue;

        public override TokenSequence forward(TokenSequence query, IReadOnlyList<TokenSequence> contexts) =>
            ++Calls < FailsFrom ? query.With(query.Values * Scale) : throw new InvalidOperationException($"call {Calls}");
    }
}
