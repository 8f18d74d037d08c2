using Eegavi.Data.Manifests;
using Eegavi.Data.Windows;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>Writes the tokens of every trial into one file, for the <c>precomputed</c> encoder.</summary>
internal static class PlantedTokenLevel
{
    private const string File = "tokens.safetensors";

    /// <summary>Writes tokens and manifest.</summary>
    public static void Write(PlantedScalars scalars, string folder)
    {
        var tokens = PlantedTokens.Render(scalars);
        PlantedTokenArray[] arrays = [tokens.Eeg, tokens.Audio, tokens.Video];
        TokenFile.Write(Path.Combine(folder, File), new TokenStore
        {
            Ids = [.. scalars.Trials.Select(t => PlantedNames.Of(scalars.Options, t))],
            Modalities = arrays.ToDictionary(a => a.Name, Array),
        });
        ManifestFile.Write(Path.Combine(folder, PlantedNames.Manifest), Manifest(scalars, arrays));
    }

    private static ModalityArray Array(PlantedTokenArray tokens) => new(
        [tokens.Count, tokens.Width], tokens.Count, tokens.Values,
        [.. tokens.Present.SelectMany(p => Enumerable.Repeat(p, tokens.Count))], tokens.Seconds);

    private static Manifest Manifest(PlantedScalars scalars, PlantedTokenArray[] arrays)
    {
        var modalities = arrays.ToDictionary(a => a.Name, _ => new ManifestModality { Kind = ModalityKind.Tokens, File = File });
        modalities["table"] = new() { Kind = ModalityKind.Table, Channels = PlantedNames.Table };
        return new()
        {
            Name = PlantedNames.DataSet(scalars.Options),
            Description = "Planted data set of EEGAVI as tokens, one a second. Made by a program; nobody was recorded.",
            Modalities = modalities,
            Recordings = [.. scalars.Subjects.Select(s => new ManifestRecording { Id = s.Id, Subject = s.Id })],
        };
    }
}
