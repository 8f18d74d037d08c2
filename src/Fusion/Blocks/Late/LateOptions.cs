namespace Eegavi.Fusion;

/// <summary>What all late blocks have: how a modality becomes one vector.</summary>
public abstract record LateOptions : PartOptions<IFusionBlock>
{
    /// <summary>How each modality becomes one vector. Default <c>masked-mean</c>.</summary>
    public Part<IPooling> Pooling { get; init; } = new("masked-mean");

    /// <summary>Whether each modality has a learned weight per channel before fusion, 1 at the start. Default yes.</summary>
    public bool ChannelWeights { get; init; } = true;

    // Widths of the query and of the contexts.
    private protected static IEnumerable<int> Read(PartSizes sizes) => sizes.ContextWidths.Prepend(sizes.Width);
}
