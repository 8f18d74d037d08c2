namespace Eegavi.MachineLearning.Bundles;

/// <summary>What <c>bundle.json</c> says of a bundle.</summary>
internal sealed record BundleManifest
{
    /// <summary>The format of this version of the program.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of the bundle.</summary>
    public required int Format { get; init; }

    /// <summary>Versions of what wrote it, for people: EEGAVI, ML.NET, TorchSharp, .NET.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>Columns of the table that the chain was fitted to, with their types, for people.</summary>
    public required IReadOnlyList<BundledColumn> Columns { get; init; }

    /// <summary>The chain's segments in turn.</summary>
    public required IReadOnlyList<SegmentKind> Segments { get; init; }

    /// <summary>Every other file of the bundle.</summary>
    public required IReadOnlyDictionary<string, BundledFile> Files { get; init; }
}

/// <summary>A column of the input.</summary>
internal sealed record BundledColumn(string Name, string Type);

/// <summary>A file of a bundle.</summary>
internal sealed record BundledFile(long Bytes, string Sha256);

/// <summary>What a segment of a chain is made of.</summary>
internal enum SegmentKind
{
    /// <summary>ML.NET's own transformers, as its Model.Save writes them.</summary>
    MachineLearning,

    /// <summary>A fusion model: its description and its weights.</summary>
    Fusion,
}
