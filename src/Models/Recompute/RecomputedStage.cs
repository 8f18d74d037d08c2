namespace Eegavi.Models;

/// <summary>The parts of a model whose inner values may be computed twice in place of being kept.</summary>
public enum RecomputedStage
{
    /// <summary>Every encoder.</summary>
    Encoders,

    /// <summary>Every resampler.</summary>
    Resamplers,

    /// <summary>Every fusion block.</summary>
    Fusion,
}
