using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>The ends of a loss, projected and of length one.</summary>
internal sealed class ProjectedEnds : Module
{
    private readonly ProjectionOptions _options;
    private readonly List<Projector> _projectors;

    /// <exception cref="ArgumentException">The options contradict each other or the widths; what was expected.</exception>
    public ProjectedEnds(ProjectionOptions options, PartSizes sizes) : base("ends")
    {
        _options = options;
        int[] widths = [sizes.Width, .. sizes.ContextWidths];
        Check(options, widths);
        var width = options.ProjectionWidth ?? sizes.Width;
        var made = options.Projector switch { Projection.None => 0, Projection.Shared => 1, _ => widths.Length };
        _projectors = [.. widths.Take(made).Select(w => new Projector(w, width))];
        for (var i = 0; i < made; i++) register_module(i == 0 ? "anchor" : $"target_{i - 1}", _projectors[i]);
        if (options.TargetProjector == TargetProjection.Frozen) Freeze(_projectors.Skip(1));
    }

    /// <summary>Projects every end: each [B, D_i] becomes [B, P] of length one; absent rows become something finite without gradient.</summary>
    public Tensor[] Project(IReadOnlyList<LossVector> ends)
    {
        if (ends.Count < 2) throw new ArgumentException($"Expected at least two ends; got {ends.Count}.");
        return [.. ends.Select((end, i) => Project(i, end))];
    }

    private Tensor Project(int end, LossVector vector)
    {
        Axes.Match((vector.Values, "B D"), (vector.Present, "B"));
        using var scope = NewDisposeScope();
        // where, not a product: what stands under false may be NaN.
        var x = where(vector.Present.unsqueeze(1), vector.Values, zeros_like(vector.Values));
        var stop = end == 0 ? _options.AnchorStopGradient : _options.TargetStopGradient;
        if (stop == StopGradient.Input) x = x.detach();
        if (_projectors.Count > 0) x = _projectors[Math.Min(end, _projectors.Count - 1)].call(x);
        if (stop == StopGradient.Output) x = x.detach();
        return functional.normalize(x, 2, 1).MoveToOuterDisposeScope();
    }

    private static void Freeze(IEnumerable<Projector> projectors)
    {
        foreach (var parameter in projectors.SelectMany(p => p.parameters())) parameter.requires_grad = false;
    }

    private static void Check(ProjectionOptions options, int[] widths)
    {
        if (options.Projector != Projection.Own && widths.Distinct().Count() > 1)
            throw new ArgumentException($"Expected ends of one width where projector is '{Name(options.Projector)}'; got {string.Join(", ", widths)}: use 'own'.");
        if (options.Projector == Projection.None && options.ProjectionWidth is { } width && width != widths[0])
            throw new ArgumentException($"Expected no projectionWidth where projector is 'none'; got {width}.");
        if (options.Projector == Projection.Shared && options.TargetProjector == TargetProjection.Frozen)
            throw new ArgumentException("Expected a learned targetProjector where projector is 'shared' (the first end's projector learns); got 'frozen': use 'own'.");
        if (options is { Projector: Projection.Own, TargetProjector: TargetProjection.Learned, TargetStopGradient: StopGradient.Output })
            throw new ArgumentException("Expected targetProjector 'frozen' where targetStopGradient is 'output' (nothing would ever train it); got 'learned'.");
        if (options is { Projector: Projection.Own, AnchorStopGradient: StopGradient.Output })
            throw new ArgumentException("Expected anchorStopGradient 'none' or 'input' where the projector is the anchor's own (nothing would ever train it); got 'output'.");
    }

    private static string Name(Projection projector) => projector == Projection.None ? "none" : "shared";
}
