using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>The ends of a loss, projected and of length one.</summary>
internal sealed class ProjectedEnds : Module
{
    private readonly ProjectionOptions _options;
    private readonly int[] _widths;
    private readonly List<Projector> _projectors;

    /// <exception cref="ArgumentException">The options contradict each other or the widths; what was expected.</exception>
    public ProjectedEnds(ProjectionOptions options, PartSizes sizes) : base("ends")
    {
        _options = options;
        int[] widths = _widths = [sizes.Width, .. sizes.ContextWidths];
        ProjectionRules.Check(options, widths);
        var width = options.Projector == Projection.Anchor ? widths[1] : options.ProjectionWidth ?? sizes.Width;
        var made = options.Projector switch { Projection.None => 0, Projection.Own => widths.Length, _ => 1 };
        _projectors = [.. widths.Take(made).Select(w => new Projector(w, options.ProjectionHidden ?? width, width, options.ProjectorNorm))];
        for (var i = 0; i < made; i++) register_module(i == 0 ? "anchor" : $"target_{i - 1}", _projectors[i]);
        if (options.TargetProjector == TargetProjection.Frozen) Freeze(_projectors.Skip(1));
    }

    /// <summary>Projects every end: each [B, D_i] becomes [B, P] of length one (tokens [B, T, P]); absent rows become something finite without gradient.</summary>
    /// <param name="ends">At least two.</param>
    /// <param name="tokens">Whether ends may be tokens.</param>
    public Tensor[] Project(IReadOnlyList<LossVector> ends, bool tokens = false)
    {
        if (ends.Count < 2) throw new ArgumentException($"Expected at least two ends; got {ends.Count}.");
        return [.. ends.Select((end, i) => Project(i, end, tokens))];
    }

    /// <summary>The same, with names and masks.</summary>
    public IReadOnlyList<LossVector> Compared(IReadOnlyList<LossVector> ends) =>
        [.. ends.Zip(Project(ends, tokens: true), (end, values) => end with { Values = values })];

    private Tensor Project(int end, LossVector vector, bool tokens)
    {
        if (tokens && vector.Values.ndim == 3) Axes.Match((vector.Values, $"B T {_widths[end]}"), (vector.Present, "B T"));
        else Axes.Match((vector.Values, $"B {_widths[end]}"), (vector.Present, "B"));
        using var scope = NewDisposeScope();
        var x = Masked.Zero(vector.Values, vector.Present);
        var stop = end == 0 ? _options.AnchorStopGradient : _options.TargetStopGradient;
        if (stop == StopGradient.Input) x = x.detach();
        if (Of(end) is { } projector) x = projector.call(x);
        if (stop == StopGradient.Output) x = x.detach();
        return functional.normalize(x, 2, -1).MoveToOuterDisposeScope();
    }

    private Projector? Of(int end) => _options.Projector switch
    {
        Projection.None => null,
        Projection.Anchor => end == 0 ? _projectors[0] : null,
        Projection.Shared => _projectors[0],
        _ => _projectors[end],
    };

    private static void Freeze(IEnumerable<Projector> projectors)
    {
        foreach (var parameter in projectors.SelectMany(p => p.parameters())) parameter.requires_grad = false;
    }
}
