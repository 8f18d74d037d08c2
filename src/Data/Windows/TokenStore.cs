using Eegavi.Data.Manifests;

namespace Eegavi.Data.Windows;

/// <summary>Tokens that were computed before, joined to trials by id.</summary>
public sealed class TokenStore
{
    /// <summary>Row ids, unique.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>Tokens [R, N, D] with seconds and validity, by modality; rows in the order of <see cref="Ids"/>.</summary>
    public required IReadOnlyDictionary<string, ModalityArray> Modalities { get; init; }

    /// <summary>One modality's rows in the order of the trials; a trial without a row is missing.</summary>
    /// <exception cref="InvalidDataException">There is no such modality.</exception>
    public ModalityArray Join(string modality, IReadOnlyList<Trial> trials)
    {
        if (!Modalities.TryGetValue(modality, out var tokens))
            throw new InvalidDataException($"Expected tokens for one of {string.Join(", ", Modalities.Keys)}; got '{modality}'.");
        var row = new Dictionary<string, int>();
        for (var i = 0; i < Ids.Count; i++) row[Ids[i]] = i;
        return tokens.Pick([.. trials.Select(t => t.Absent.Contains(modality) ? -1 : row.GetValueOrDefault(t.Id, -1))]);
    }
}
