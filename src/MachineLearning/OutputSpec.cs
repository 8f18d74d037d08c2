using System.ComponentModel.DataAnnotations;

namespace Eegavi.MachineLearning;

/// <summary>The columns that a <see cref="FusionTransformer"/> adds: vectors of known size with slot names.</summary>
public sealed record OutputSpec
{
    /// <summary>Name of the embedding's column [D]. Default <c>Embedding</c>.</summary>
    [MinLength(1)] public string Embedding { get; init; } = "Embedding";

    /// <summary>Whether each modality's own vector before fusion is added, as <c>Embedding.eeg</c>; a row without the modality has zeros. Default false.</summary>
    public bool Modalities { get; init; }

    /// <summary>Whether each head's logits or values are added, as <c>Score.valence</c>; slots are called as the label's classes. Default false.</summary>
    public bool Scores { get; init; }

    /// <summary>Whether the mean opening of every gate is added, as <c>Gates</c>; NaN where a row has nothing to let in. Rows then go through the model one by one, slowly. Default false.</summary>
    public bool Gates { get; init; }
}
