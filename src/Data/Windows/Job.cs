using Eegavi.Data.Manifests;

namespace Eegavi.Data.Windows;

/// <summary>One modality of one recording that is to be prepared.</summary>
internal sealed record Job
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>The modality as the manifest has it.</summary>
    public required ManifestModality Modality { get; init; }

    /// <summary>How to prepare it.</summary>
    public required FeatureOptions Options { get; init; }

    /// <summary>The recording's trials in the data set's order; null = the modality is absent there.</summary>
    public required IReadOnlyList<Piece?> Pieces { get; init; }

    /// <summary>Longest piece of the whole data set in seconds: every row has room for it.</summary>
    public required double WindowSeconds { get; init; }

    /// <summary>First second in the file that any piece needs.</summary>
    public double From => Math.Max(0, Pieces.Where(p => p is not null).Min(p => p!.From));

    /// <summary>Last second in the file that any piece needs.</summary>
    public double To => Pieces.Where(p => p is not null).Max(p => p!.To);

    /// <summary>Steps of a window at a rate.</summary>
    public int Steps(double rateHz) => (int)Math.Max(1, Math.Round(WindowSeconds * rateHz));
}
