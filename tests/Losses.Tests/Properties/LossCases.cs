using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Properties;

/// <summary>A case for every loss, and for every form that computes something else.</summary>
internal static class LossCases
{
    private static readonly PartSizes Two = new() { Width = 7, ContextWidths = [6] };
    private static readonly PartSizes Three = new() { Width = 7, ContextWidths = [6, 5] };
    private static readonly PartSizes SameTeachers = new() { Width = 7, ContextWidths = [6, 6] };

    public static IReadOnlyList<LossCase> All { get; } =
    [
        new("siglip", () => new SigLip(new() { ProjectionWidth = 4 }, Three), Contexts),
        new("siglip chunked, shared stimulus positive", () => new SigLip(new() { Chunk = 3, SharedStimulus = SharedStimulus.Positive }, Three), Contexts),
        new("siglip shared stimulus ignored", () => new SigLip(new() { SharedStimulus = SharedStimulus.Ignore }, Three), Contexts),
        new("info-nce", () => new InfoNce(new() { ProjectionWidth = 4 }, Three), Contexts),
        new("info-nce smoothed, shared stimulus ignored", () => new InfoNce(new() { LabelSmoothing = 0.2, SharedStimulus = SharedStimulus.Ignore }, Three), Contexts),
        new("info-nce one way, tokens", () => new InfoNce(new() { Symmetric = false }, Two), () => Inputs(Vector("fused", 7, 1, 2), Tokens("tokens.context.audio", 6, 2))),
        .. Enum.GetValues<MultiPositiveForm>().SelectMany(form => new LossCase[]
        {
            new($"multi-positive-info-nce {form}", () => new MultiPositiveInfoNce(new() { Form = form, LearnTemperature = true }, Three), Contexts),
            new($"multi-positive-info-nce {form}, shared stimulus positive", () => new MultiPositiveInfoNce(new() { Form = form, SharedStimulus = SharedStimulus.Positive }, Three), Contexts),
        }),
        new("query-preserve", () => new QueryPreserve(new(), Two), Pair),
        new("query-preserve cosine", () => new QueryPreserve(new() { Form = PreserveForm.Cosine, TargetProjector = TargetProjection.Frozen }, Two), Pair),
        new("kd-cosine", () => new KdCosine(new(), Two), Pair),
        new("kd-siglip", () => new KdSigLip(new(), SameTeachers), Teachers),
        new("kd-multi-positive", () => new KdMultiPositive(new(), SameTeachers), Teachers),
        new("kd-similarity", () => new KdSimilarity(new() { LearnTemperature = true }, Two), Pair),
        new("kd-similarity of two pairs", () => new KdSimilarity(new() { Projector = Projection.Own }, new() { Width = 7, ContextWidths = [6, 5, 5] }),
            () => Inputs(Vector("fused", 7, 1, 2), Vector("query", 6, 2, 3), Vector("teacher.a", 5, 3, 4), Vector("teacher.b", 5, 4))),
        new("kd-logits", () => new KdLogits(new()), Logits),
        new("privileged-kd", () => new PrivilegedKd(new()), () => With(Logits(), targets: [Classes(3)])),
        new("self-distill", () => new SelfDistill(new() { Hidden = 9 }, Two), Pair),
        new("self-distill smooth-l1", () => new SelfDistill(new() { Form = FeatureForm.SmoothL1 }, Two), Pair),
        .. Enum.GetValues<FeatureForm>().Select(form => new LossCase($"reconstruction {form}", () => new Losses.Reconstruction(new() { Form = form, TargetStopGradient = StopGradient.None }, Three), Contexts)),
        new("masked-signal", () => new MaskedSignal(new() { Channels = 3, SamplingRateHz = 2 }, Two), () => With(Inputs(Tokens("tokens.query", 7, 1)), answer: Answer(4, 6))),
        new("temporal-order", () => new TemporalOrder(new() { Segments = 4 }, Two), () => With(Inputs(Tokens("tokens.query", 7, 1)), answer: Order())),
        new("annotation-masking", () => new AnnotationMasking(new() { Columns = 3 }, Two), () => With(Inputs(Vector("fused", 7, 1, 2)), answer: Hidden(3))),
        new("cross-entropy", () => new CrossEntropy(new() { ClassWeights = ClassWeighting.Balanced }), () => Head(3, Classes(3))),
        new("multi-label", () => new MultiLabel(new() { LabelSmoothing = 0.1, ClassWeights = ClassWeighting.Balanced }), () => Head(2, Classes(2, 1), Classes(2, 5))),
        new("ordinal", () => new Ordinal(new(), new() { Outputs = 3 }), () => Head(3, Classes(4))),
        new("ordinal with thresholds", () => new Ordinal(new() { Levels = 4 }, new() { Outputs = 1 }), () => Head(1, Classes(4))),
        new("ccc", () => new Ccc(new()), () => Head(2, Ratings(1), Ratings(4))),
        new("ccc pearson", () => new Ccc(new() { Form = AgreementForm.Pearson }), () => Head(2, Ratings(1), Ratings(4))),
        new("mse", () => new Mse(new()), () => Head(2, Ratings(1), Ratings(4))),
        new("mse with delta", () => new Mse(new() { Delta = 0.5 }), () => Head(2, Ratings(1), Ratings(4))),
        new("pairwise-ranking", () => new PairwiseRanking(new() { Margin = 0.1 }), () => Head(1, Ratings(1))),
    ];

    private static LossInputs Contexts() => Inputs(Vector("fused", 7, 1, 2), Vector("context.audio", 6, 2, 0, 5), Vector("context.video", 5, 3, 0, 4));

    private static LossInputs Pair() => Inputs(Vector("fused", 7, 1, 2), Vector("query", 6, 2, 5));

    private static LossInputs Teachers() => Inputs(Vector("fused", 7, 1, 2), Vector("teacher.a", 6, 2, 0, 5), Vector("teacher.b", 6, 3, 0, 4));

    private static LossInputs Logits() => Inputs(Vector("head.mood", 3, 1, 2), Vector("teacher.mood", 3, 2, 5));

    private static LossInputs Head(int outputs, params LabelColumn[] targets) => With(Inputs(), Values(1, [LossCase.Rows, outputs]), targets);

    private static LossInputs Inputs(params LossVector[] ends) => With(new() { Ends = ends });

    private static LossInputs With(LossInputs inputs, Tensor? predictions = null, LabelColumn[]? targets = null, LossVector? answer = null) => new()
    {
        Ends = inputs.Ends,
        Predictions = predictions?.requires_grad_(),
        Targets = targets ?? inputs.Targets,
        Answer = answer,
        RowIds = [.. Enumerable.Range(0, LossCase.Rows).Select(i => $"r{i}")],
        Subjects = [.. Enumerable.Range(0, LossCase.Rows).Select(i => $"s{i % 2}")],
        // Rows 0 and 3 saw the same, as did 6 and 7, in part; row 1 saw other seconds of it; of row 2 nothing is known.
        Stimuli = [.. Enumerable.Range(0, LossCase.Rows).Select(i => i == 2 ? null : new StimulusSpan(i >= 6 ? "b" : i is 0 or 1 or 3 ? "a" : $"own{i}", i == 1 ? 20 : i, i == 1 ? 24 : i + 4))],
    };

    private static LossVector Vector(string name, int width, int seed, params int[] absent) => Ends.Random(name, LossCase.Rows, width, seed, absent) is var made
        ? made with { Values = Masked.Zero(made.Values, made.Present).detach().requires_grad_() } : throw new InvalidOperationException();

    // 8 tokens, one every half second; row 3 lacks some, row 5 all.
    private static LossVector Tokens(string name, int width, int seed)
    {
        var present = ones([LossCase.Rows, 8], ScalarType.Bool);
        present[3, 1] = tensor(false);
        present[5] = zeros([8], ScalarType.Bool);
        return new(name, Values(seed, [LossCase.Rows, 8, width]).requires_grad_(), present) { Seconds = (arange(8, dtype: ScalarType.Float32) / 2 + 0.25f).expand(LossCase.Rows, 8).contiguous() };
    }

    private static Tensor Seconds(int slots) => (arange(slots, dtype: ScalarType.Float32) + 0.5f).expand(LossCase.Rows, slots).contiguous();

    private static LossVector Answer(int slots, int width) => new("eeg", Values(9, [LossCase.Rows, slots, width]), Values(10, [LossCase.Rows, slots]).gt(0)) { Seconds = Seconds(slots) };

    private static LossVector Order() => new("eeg", (arange(LossCase.Rows) * 3).unsqueeze(1), arange(LossCase.Rows).ne(1)) { Seconds = Seconds(4) };

    private static LossVector Hidden(int columns) => new("ratings", Values(9, [LossCase.Rows, columns]), Values(10, [LossCase.Rows, columns]).gt(0));

    private static LabelColumn Classes(int count, int absent = 4) => new() { Values = arange(LossCase.Rows).remainder(count), Present = arange(LossCase.Rows).ne(absent) };

    private static LabelColumn Ratings(int absent) => new() { Values = Values(absent + 20, [LossCase.Rows]), Present = arange(LossCase.Rows).ne(absent) };

    private static Tensor Values(int seed, long[] shape)
    {
        var random = new Random(seed);
        return tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextDouble() * 2 - 1).ToArray(), shape);
    }
}
