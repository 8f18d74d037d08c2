using System.ComponentModel.DataAnnotations;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="QFormer"/>.</summary>
public sealed record QFormerOptions : PartOptions<IFusionBlock>, IValidatableObject, ISizedOptions
{
    /// <summary>Learned queries L. Default 32, as in BLIP-2.</summary>
    [Range(1, 4096)] public int Queries { get; init; } = 32;

    /// <summary>Layers. Default 6; BLIP-2 has 12.</summary>
    [Range(1, 64)] public int Depth { get; init; } = 6;

    /// <summary>Heads H. Default 8; BLIP-2 has 12.</summary>
    [Range(1, 128)] public int Heads { get; init; } = 8;

    /// <summary>Width d of one head. Default 64, as in BLIP-2.</summary>
    [Range(1, 1024)] public int HeadWidth { get; init; } = 64;

    /// <summary>Hidden width of the feed-forwards over D. Default 4.</summary>
    [Range(0.1, 16.0)] public double Multiplier { get; init; } = 4;

    /// <summary>Queries read the contexts in layers 0, k, 2k, … Default k = 2.</summary>
    [Range(1, 64)] public int CrossEvery { get; init; } = 2;

    /// <summary>Whether each context is normalised before it is read. Default yes; no where its encoder has done so, as Hugging Face's does for BLIP-2.</summary>
    public bool NormContexts { get; init; } = true;

    /// <summary>What learned queries and EEG tokens see of each other. Default <c>bidirectional</c>.</summary>
    public QFormerMask Mask { get; init; } = QFormerMask.Bidirectional;

    /// <summary>Which tokens come out. Default the learned queries.</summary>
    public QFormerReturn Returns { get; init; } = QFormerReturn.Queries;

    /// <summary>Chance with which a channel is dropped in training. Default 0.1.</summary>
    [Range(0.0, 0.99)] public double Dropout { get; init; } = 0.1;

    /// <summary>How attention knows of time; learned queries have none. Default <c>none</c>.</summary>
    public Part<IPosition> Position { get; init; } = new("none");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Mask != QFormerMask.Bidirectional && Returns == QFormerReturn.Queries)
            yield return new("expected eeg or both, since under this mask queries see no EEG; got queries.", [nameof(Returns)]);
        if (Mask == QFormerMask.Unimodal && Returns == QFormerReturn.Eeg)
            yield return new("expected both, since under a unimodal mask EEG tokens see neither queries nor contexts; got eeg.", [nameof(Returns)]);
    }

    double ISizedOptions.LeastNumbers(PartSizes sizes)
    {
        double width = sizes.Width;
        return (Depth * 2 * width * ((2.0 * Heads * HeadWidth) + Math.Floor(width * Multiplier))) + (width * Queries);
    }
}

/// <summary>What learned queries and EEG tokens see of each other in self-attention.</summary>
public enum QFormerMask
{
    /// <summary>All see all.</summary>
    Bidirectional,

    /// <summary>Queries see queries; an EEG token sees the queries and the EEG up to its own second.</summary>
    UniLm,

    /// <summary>Queries see queries, EEG sees EEG.</summary>
    Unimodal,
}

/// <summary>Which tokens a Q-Former returns.</summary>
public enum QFormerReturn
{
    /// <summary>The learned queries, [B, L, D], timeless.</summary>
    Queries,

    /// <summary>The EEG tokens, [B, T, D], on their clock.</summary>
    Eeg,

    /// <summary>The learned queries, then the EEG tokens, [B, L + T, D].</summary>
    Both,
}
