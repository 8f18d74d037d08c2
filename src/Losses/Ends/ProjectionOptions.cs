using System.ComponentModel.DataAnnotations;

namespace Eegavi.Losses;

/// <summary>How the vectors at the ends of a loss are brought together before they are compared.</summary>
public abstract record ProjectionOptions : PartOptions<ILoss>
{
    /// <summary>A projector for each end, one for all, none, or one for the first end alone; <c>shared</c> and <c>none</c> need ends of one width. Default <c>own</c>.</summary>
    public Projection Projector { get; init; } = Projection.Own;

    /// <summary>Width P in which ends are compared. Default: the first end's width.</summary>
    [Range(1, 65536)] public int? ProjectionWidth { get; init; }

    /// <summary>Width of a projector's hidden layer. Default: P.</summary>
    [Range(1, 65536)] public int? ProjectionHidden { get; init; }

    /// <summary>Where a projector's first LayerNorm stands. Default <c>input</c>.</summary>
    public ProjectorNorm ProjectorNorm { get; init; } = ProjectorNorm.Input;

    /// <summary>Whether the projectors of the ends that are read learn, or stay as they were drawn. Default <c>learned</c>.</summary>
    public TargetProjection TargetProjector { get; init; } = TargetProjection.Learned;

    /// <summary>Where the gradient towards the first end stops. Default <c>none</c>.</summary>
    public StopGradient AnchorStopGradient { get; init; } = StopGradient.None;

    /// <summary>Where the gradient towards the ends that are read stops. Default <c>none</c>.</summary>
    public StopGradient TargetStopGradient { get; init; } = StopGradient.None;
}

/// <summary>Which ends have a projector.</summary>
public enum Projection
{
    /// <summary>Each end its own.</summary>
    Own,

    /// <summary>One for all ends.</summary>
    Shared,

    /// <summary>None: the vectors are compared as they are.</summary>
    None,

    /// <summary>The first end, into the width of the others, which stay as they are: for a teacher's vectors.</summary>
    Anchor,
}

/// <summary>Where a projector's first LayerNorm stands.</summary>
public enum ProjectorNorm
{
    /// <summary>LN → Linear → GELU → Linear → LN.</summary>
    Input,

    /// <summary>Linear → GELU → LN → Linear → LN.</summary>
    Hidden,
}

/// <summary>Whether a projector learns.</summary>
public enum TargetProjection
{
    /// <summary>It learns with the model.</summary>
    Learned,

    /// <summary>It stays as it was drawn: a fixed random view of the target.</summary>
    Frozen,
}

/// <summary>Where the gradient of an end stops.</summary>
public enum StopGradient
{
    /// <summary>Nowhere: the loss trains projector and model.</summary>
    None,

    /// <summary>Before the projector: the loss trains the projector, not the model behind this end.</summary>
    Input,

    /// <summary>After the projector: the loss trains neither.</summary>
    Output,
}
