using System.ComponentModel.DataAnnotations;

namespace Eegavi.Models;

/// <summary>A modality that is read: its encoder and how its tokens are thinned.</summary>
public sealed record ModalitySpec
{
    /// <summary>Name of the modality in the data. Default: the key under which this stands.</summary>
    public string? Modality { get; init; }

    /// <summary>Makes tokens of the raw window.</summary>
    public required EncoderSpec Encoder { get; init; }

    /// <summary>Makes few tokens of many. Default <c>identity</c>.</summary>
    public ResamplerSpec Resampler { get; init; } = new();
}

/// <summary>The modality whose tokens are the queries.</summary>
public sealed record QuerySpec
{
    /// <summary>Name of the modality in the data. Default <c>eeg</c>.</summary>
    public string Modality { get; init; } = "eeg";

    /// <summary>Makes tokens of the raw window.</summary>
    public required EncoderSpec Encoder { get; init; }

    /// <summary>Makes few tokens of many. Default <c>identity</c>.</summary>
    public ResamplerSpec Resampler { get; init; } = new();
}

/// <summary>A table that conditions the query.</summary>
public sealed record SidecarSpec
{
    /// <summary>Name of the table in the data. Default: the key under which this stands.</summary>
    public string? Modality { get; init; }

    /// <summary>Makes a token of the table, as <c>tabular</c> does.</summary>
    public required EncoderSpec Encoder { get; init; }

    /// <summary>Whether users of the trained model have the table too. Default false.</summary>
    public bool AvailableAtInference { get; init; }

    /// <summary>Chance that a row's table is hidden in training, so that the model also works without it. Default 0.</summary>
    [Range(0, 1)] public double Dropout { get; init; }
}

/// <summary>An encoder with its weights.</summary>
public sealed record EncoderSpec : WeightedSpec
{
    /// <summary>The encoder and its options.</summary>
    [Inline] public required Part<IEncoder> Encoder { get; init; }

    /// <summary>Whether its weights stay as they are; it then also stays in evaluation mode. Default false.</summary>
    public bool Frozen { get; init; }

    /// <summary>An encoder that is trained from scratch.</summary>
    public static implicit operator EncoderSpec(PartOptions<IEncoder> options) => new() { Encoder = options };

    /// <inheritdoc cref="op_Implicit(PartOptions{IEncoder})"/>
    public static implicit operator EncoderSpec(Part<IEncoder> part) => new() { Encoder = part };
}

/// <summary>A resampler with its weights.</summary>
public sealed record ResamplerSpec : WeightedSpec
{
    /// <summary>The resampler and its options.</summary>
    [Inline] public Part<IResampler> Resampler { get; init; } = new("identity");

    /// <summary>A resampler that is trained from scratch.</summary>
    public static implicit operator ResamplerSpec(PartOptions<IResampler> options) => new() { Resampler = options };

    /// <inheritdoc cref="op_Implicit(PartOptions{IResampler})"/>
    public static implicit operator ResamplerSpec(Part<IResampler> part) => new() { Resampler = part };
}

/// <summary>A fusion block, its weights and what it reads.</summary>
public sealed record FusionSpec : WeightedSpec
{
    /// <summary>The block and its options.</summary>
    [Inline] public required Part<IFusionBlock> Block { get; init; }

    /// <summary>Names of the contexts and sidecars that it reads, in this order. Default: every context.</summary>
    public IReadOnlyList<string>? From { get; init; }

    /// <summary>A block that is trained from scratch and reads every context.</summary>
    public static implicit operator FusionSpec(PartOptions<IFusionBlock> options) => new() { Block = options };

    /// <inheritdoc cref="op_Implicit(PartOptions{IFusionBlock})"/>
    public static implicit operator FusionSpec(Part<IFusionBlock> part) => new() { Block = part };
}

/// <summary>A head and the number of its outputs.</summary>
public sealed record HeadSpec
{
    /// <summary>The head and its options.</summary>
    [Inline] public Part<IHead> Head { get; init; } = new("linear");

    /// <summary>Outputs K: classes, or regressed columns. Default 2.</summary>
    [Range(1, 65536)] public int Outputs { get; init; } = 2;
}
