namespace Eegavi.Losses;

/// <summary>Which projection options fit each other and the widths of the ends.</summary>
internal static class ProjectionRules
{
    /// <exception cref="ArgumentException">The options contradict each other or the widths; what was expected.</exception>
    public static void Check(ProjectionOptions options, IReadOnlyList<int> widths)
    {
        if (Problem(options, widths) is { } problem) throw new ArgumentException(problem);
    }

    private static string? Problem(ProjectionOptions options, IReadOnlyList<int> widths) => options switch
    {
        { Projector: Projection.Shared or Projection.None } when widths.Distinct().Count() > 1 =>
            $"Expected ends of one width where projector is '{Name(options.Projector)}'; got {string.Join(", ", widths)}: use 'own'.",
        { Projector: Projection.Anchor } when widths.Skip(1).Distinct().Count() > 1 =>
            $"Expected ends of one width after the first where projector is 'anchor'; got {string.Join(", ", widths.Skip(1))}: use 'own'.",
        { Projector: Projection.None, ProjectionWidth: { } width } when width != widths[0] => $"Expected no projectionWidth where projector is 'none'; got {width}.",
        { Projector: Projection.Anchor, ProjectionWidth: { } width } when width != widths[1] =>
            $"Expected no projectionWidth where projector is 'anchor' (it is the width of the others, {widths[1]}); got {width}.",
        { Projector: Projection.Shared, TargetProjector: TargetProjection.Frozen } =>
            "Expected a learned targetProjector where projector is 'shared' (the first end's projector learns); got 'frozen': use 'own'.",
        { Projector: Projection.Own, TargetProjector: TargetProjection.Learned, TargetStopGradient: StopGradient.Output } =>
            "Expected targetProjector 'frozen' where targetStopGradient is 'output' (nothing would ever train it); got 'learned'.",
        { Projector: Projection.Own or Projection.Anchor, AnchorStopGradient: StopGradient.Output } =>
            "Expected anchorStopGradient 'none' or 'input' where the projector is the anchor's own (nothing would ever train it); got 'output'.",
        _ => null,
    };

    private static string Name(Projection projector) => projector == Projection.None ? "none" : "shared";
}
