namespace Eegavi;

/// <summary>The sizes that a part cannot know from its own options. The builder fills in those that its kind needs.</summary>
public sealed record PartSizes
{
    /// <summary>Width D of the model: of query tokens, of what fusion blocks return.</summary>
    public int Width { get; init; }

    /// <summary>Width E of what the part reads (a resampler: its encoder's; a head or a pooling: D).</summary>
    public int InputWidth { get; init; }

    /// <summary>Widths of the contexts that a fusion block reads, or of the other ends of a loss, in the order in which it receives them.</summary>
    public IReadOnlyList<int> ContextWidths { get; init; } = [];

    /// <summary>Names of the contexts of a fusion block, in the same order; empty where nobody named them.</summary>
    public IReadOnlyList<string> ContextNames { get; init; } = [];

    /// <summary>Heads H of the attention that a position or a visibility serves; width d of one head.</summary>
    public int Heads { get; init; } = 1;

    /// <summary>Width d of one attention head.</summary>
    public int HeadWidth { get; init; }

    /// <summary>Outputs K of a head: classes, or regressed columns.</summary>
    public int Outputs { get; init; }
}
