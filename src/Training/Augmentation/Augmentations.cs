using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>The augmentations of a run. What they draw depends on the run's seed and the step alone, as all random numbers of training.</summary>
public sealed class Augmentations
{
    private readonly IReadOnlyList<(AugmentationSpec Spec, IAugmentation Part)> _all;

    /// <summary>Makes the parts.</summary>
    /// <param name="specs">In the order in which they are applied; those of both student and teacher come first.</param>
    /// <param name="parts">Makes them.</param>
    public Augmentations(IReadOnlyList<AugmentationSpec> specs, IParts parts) =>
        _all = [.. specs.Select(spec => (spec, parts.Create(spec.Augmentation, new PartSizes())))];

    /// <summary>None.</summary>
    public static Augmentations None { get; } = new();

    private Augmentations() => _all = [];

    /// <summary>The batch with what one of them sees changed.</summary>
    /// <param name="batch">A batch.</param>
    /// <param name="scope">Whose changes: <c>both</c> first, then the student's or the teacher's own on the result.</param>
    /// <returns>The same batch where there is nothing to change.</returns>
    public Batch Apply(Batch batch, AugmentationScope scope) => _all.Where(a => a.Spec.Scope == scope).Aggregate(batch, (seen, a) => Apply(seen, a.Spec, a.Part));

    private static Batch Apply(Batch batch, AugmentationSpec spec, IAugmentation part)
    {
        if (!batch.Modalities.TryGetValue(spec.Modality, out var window)) return batch;
        return batch.With(new Dictionary<string, ModalityWindow>(batch.Modalities, StringComparer.Ordinal) { [spec.Modality] = Some(window, part.Change(window), spec.Chance) });
    }

    // The changed rows among the others.
    private static ModalityWindow Some(ModalityWindow window, ModalityWindow changed, double chance)
    {
        var chosen = rand(window.Values.shape[0], device: window.Values.device).lt(chance);
        Tensor Pick(Tensor after, Tensor before) => ReferenceEquals(after, before) ? before
            : where(chosen.reshape([before.shape[0], .. Enumerable.Repeat(1L, (int)before.ndim - 1)]), after, before);
        return new() { Values = Pick(changed.Values, window.Values), Valid = Pick(changed.Valid, window.Valid), Seconds = Pick(changed.Seconds, window.Seconds) };
    }
}
