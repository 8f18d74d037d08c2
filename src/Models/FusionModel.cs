using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Models;

/// <summary>
/// The whole model: encoders → resamplers → fusion blocks in turn → pooling → heads. <see cref="ModelBuilder"/> makes it.
/// </summary>
public sealed class FusionModel : Module<Batch, FusionOutput>
{
    private readonly ModelPlan _plan;
    private readonly Recomputation _recomputation = new();

    internal FusionModel(ModelPlan plan) : base("model")
    {
        _plan = plan;
        foreach (var (name, branch) in plan.Branches)
        {
            register_module(name, branch);
            branch.Recomputation = _recomputation;
        }
        for (var i = 0; i < plan.Fusion.Count; i++) register_module($"fusion_{i}", (Module)plan.Fusion[i].Block);
        register_module("pooling", (Module)plan.Pooling);
        foreach (var (name, head) in plan.Heads) register_module($"head_{name}", (Module)head);
    }

    /// <summary>Begins the description of a model in code; what comes of it is what a configuration file says. <c>docs/in-code.md</c> has an example.</summary>
    /// <param name="width">Width D of the query tokens, of what fusion blocks return and of the embedding.</param>
    public static CompositionStart Compose(int width) => new(width);

    internal ModelPlan Plan => _plan;

    /// <summary>What it was built from, with every ablation applied.</summary>
    public ModelSpec Spec => _plan.Spec;

    /// <summary>What was found in each file of weights, by the place of the part that took it: <c>model.context.video.resampler</c>.</summary>
    public IReadOnlyDictionary<string, WeightReport> LoadedWeights { get; internal init; } = new Dictionary<string, WeightReport>();

    /// <summary>Widths of the vectors that losses may stand between, by stage name.</summary>
    public IReadOnlyDictionary<string, int> StageWidths => _plan.StageWidths;

    /// <summary>The windows that it would read where no data set says how large they are, by modality; null where the encoder cannot tell.</summary>
    /// <param name="assumed">Their length and, for video, their pictures.</param>
    public IReadOnlyDictionary<string, WindowShape?> Windows(WindowAssumptions assumed) =>
        _plan.Branches.DistinctBy(b => b.Branch.Modality).ToDictionary(b => b.Branch.Modality, b => b.Branch.Encoder.Window(assumed), StringComparer.Ordinal);

    /// <summary>Where its weights are, and where a batch must be. <c>to(device)</c> moves them.</summary>
    public Device Device => parameters().FirstOrDefault()?.device ?? CPU;

    /// <summary>Parameters that training may change.</summary>
    public long TrainableParameters => parameters().Where(p => p.requires_grad).Sum(p => p.numel());

    /// <summary>
    /// Parts whose inner values are computed again in the backward pass in place of being kept: less memory, up to a third more time, the same gradients.
    /// Each encoder, resampler and fusion block is a unit. After a backward pass call <see cref="ThrowIfRecomputeFailed"/>. Default: none.
    /// </summary>
    public IReadOnlyCollection<RecomputedStage> Recompute
    {
        get => _recomputation.Stages;
        set => _recomputation.Stages = value.ToHashSet();
    }

    /// <summary>Throws what went wrong while a backward pass computed something again: no exception may leave the pass itself.</summary>
    public void ThrowIfRecomputeFailed() => _recomputation.ThrowIfFailed();

    /// <summary>Runs a batch.</summary>
    /// <param name="batch">Must hold the query's modality; contexts and sidecars may be absent.</param>
    /// <exception cref="ArgumentException">The batch lacks the query's modality, or a window does not fit its encoder.</exception>
    public override FusionOutput forward(Batch batch)
    {
        using var scope = NewDisposeScope();
        var query = _plan.Query.call(Window(batch));
        var (contexts, seen) = ReadContexts(batch, query);
        var sources = new Dictionary<string, TokenSequence>(seen, StringComparer.Ordinal);
        foreach (var (name, branch) in _plan.Sidecars) sources[name] = Read(branch, batch, Hidden(batch, branch, _plan.Spec.Sidecars[name].Dropout), query);

        var fused = query;
        for (var i = 0; i < _plan.Fusion.Count; i++)
        {
            using var _ = Diagnostics.Wanted ? Diagnostics.Within($"fusion_{i}") : null;
            fused = _recomputation.Fuse(_plan.Fusion[i].Block, fused, [.. _plan.Fusion[i].From.Select(name => sources[name])]);
        }

        var embedding = _plan.Pooling.call(_plan.Spec.PoolOver == PoolOver.Contexts ? ContextCover.Of(fused, seen.Values) : fused);
        return new FusionOutput
        {
            Embedding = embedding,
            Present = fused.Present(),
            Predictions = _plan.Heads.ToDictionary(head => head.Key, head => head.Value.call(embedding)),
            Query = query,
            Contexts = contexts,
        }.MoveToOuterDisposeScope();
    }

    private ModalityWindow Window(Batch batch) =>
        batch.Modalities.TryGetValue(_plan.Query.Modality, out var window) ? window : throw new ArgumentException(
            $"Expected a batch with the query's modality '{_plan.Query.Modality}'; got {string.Join(", ", batch.Modalities.Keys.Order())}.");

    // What losses see of the contexts, and what fusion sees: the same, unless losses keep what fusion is not shown.
    private (SortedDictionary<string, TokenSequence> Read, SortedDictionary<string, TokenSequence> Seen) ReadContexts(Batch batch, TokenSequence query)
    {
        var dropout = _plan.Spec.ModalityDropout;
        var stays = training && dropout.Chance > 0 ? DrawStaying(batch) : null;
        var (read, seen) = (new SortedDictionary<string, TokenSequence>(StringComparer.Ordinal), new SortedDictionary<string, TokenSequence>(StringComparer.Ordinal));
        foreach (var (name, branch) in _plan.Contexts)
        {
            var (mask, keeps) = (stays?[read.Count], dropout.TargetsOfDropped == TargetsOfDropped.Keep);
            read[name] = Read(branch, batch, keeps ? null : mask, query);
            seen[name] = keeps && mask is not null ? ModalityDropout.Hide(read[name], mask) : read[name];
        }
        return (read, seen);
    }

    // One [B] mask for each context, in their order.
    private Tensor[] DrawStaying(Batch batch)
    {
        var none = zeros([batch.Size], ScalarType.Bool, Window(batch).Valid.device);
        var present = stack(_plan.Contexts.Select(c => batch.Modalities.TryGetValue(c.Branch.Modality, out var w) ? w.Valid.any(1) : none).ToArray(), 1);
        return ModalityDropout.Draw(present, _plan.Spec.ModalityDropout).unbind(1);
    }

    private Tensor? Hidden(Batch batch, ModalityBranch branch, double chance) =>
        training && chance > 0 && batch.Modalities.TryGetValue(branch.Modality, out var window)
            ? rand([batch.Size], device: window.Values.device).ge(chance) : null;

    private static TokenSequence Read(ModalityBranch branch, Batch batch, Tensor? stays, TokenSequence query)
    {
        if (!batch.Modalities.TryGetValue(branch.Modality, out var window)) return Absent(branch.OutputWidth, query);
        return branch.call(stays is null ? window : new ModalityWindow
        {
            Values = window.Values,
            Valid = window.Valid.logical_and(stays.unsqueeze(1)),
            Seconds = window.Seconds,
        });
    }

    // An absent key means the same as a row whose Valid is all false.
    private static TokenSequence Absent(int width, TokenSequence query)
    {
        var rows = query.Values.shape[0];
        var device = query.Values.device;
        return TokenSequence.Single(zeros([rows, width], query.Values.dtype, device), zeros([rows], ScalarType.Bool, device));
    }
}
