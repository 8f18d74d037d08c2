using System.ComponentModel.DataAnnotations;

namespace Eegavi.Models;

/// <summary>Where a part's weights come from.</summary>
public abstract record WeightedSpec : IValidatableObject
{
    /// <summary>A safetensors file with the part's weights. Null = trained from scratch.</summary>
    [FilePath] public string? Weights { get; init; }

    /// <summary>Whose names the file has, for example <c>open-flamingo</c>. Default: our own.</summary>
    public string? WeightsLayout { get; init; }

    /// <summary>
    /// Which of the file's names are the part's: <c>*</c> any text, <c>#</c> the number of a layer. What the last <c>*</c> stands for is the part's name for it,
    /// and layers are counted anew: <c>perceiver.*</c>, <c>lang_encoder.*.blocks.#.gated_cross_attn_layer.*</c>. Default <c>*</c>: all.
    /// </summary>
    public string WeightsKeys { get; init; } = "*";

    /// <summary>Patterns of the part's own names that are loaded, <c>layers.*</c>; others stay as they were drawn. Default: all, and the file must hold these and no others.</summary>
    public IReadOnlyList<string> WeightsInto { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Weights is null && (WeightsLayout is not null || WeightsKeys != "*" || WeightsInto.Count > 0))
            yield return new("expected a file where weightsLayout, weightsKeys or weightsInto is given; got none.", [nameof(Weights)]);
    }
}
