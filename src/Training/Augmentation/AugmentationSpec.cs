using System.ComponentModel.DataAnnotations;

namespace Eegavi.Training;

/// <summary>A change to the windows of one modality in training.</summary>
public sealed record AugmentationSpec
{
    /// <summary>The augmentation and its options.</summary>
    [Inline] public required Part<IAugmentation> Augmentation { get; init; }

    /// <summary>Name of the modality in the data.</summary>
    [MinLength(1)] public required string Modality { get; init; }

    /// <summary>Chance that a row is changed. Default 0.5.</summary>
    [Range(0, 1)] public double Chance { get; init; } = 0.5;

    /// <summary>Who sees it: the model that learns, the averaged model that teaches it, or both the same. Default <c>student</c>.</summary>
    public AugmentationScope Scope { get; init; }
}

/// <summary>Who sees an augmentation.</summary>
public enum AugmentationScope
{
    /// <summary>The model that learns.</summary>
    Student,

    /// <summary>The averaged model that teaches it.</summary>
    Teacher,

    /// <summary>Both, and the same.</summary>
    Both,
}
