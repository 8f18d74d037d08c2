using System.Text.Json;
using Eegavi.Data.Synthetic.Ceilings;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>Writes <c>ceilings.json</c>: for tokens, and for files by what could be read back from them or else by formula.</summary>
internal static class PlantedCeilingsFile
{
    private const string About =
        "Highest balanced accuracy that any rule of the named kind can reach on subjects never seen. A model above its ceiling by more than chance is a leak. "
        + "'inThisDraw' is what the best rule reaches on the scalars of this very data set: chance moves it, and models with it. "
        + "'variances' are those of the scalars as they can be read from the data (1 = their own noise). "
        + "'limits' hold even for a reader who knew every scalar exactly.";

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scalars">What was planted.</param>
    /// <param name="added">What measuring added to each variance in the rendered files; null = no files were rendered.</param>
    public static void Write(string path, PlantedScalars scalars, IReadOnlyDictionary<string, double>? added)
    {
        var (options, drawn) = (scalars.Options, new DrawnAccuracies(scalars));
        var variances = added is null ? PlantedVariances.OfFiles(options) : PlantedVariances.Measured(options, added);
        var files = PlantedCeilings.OfFiles(options, variances);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(
            new
            {
                About,
                options.WindowSeconds,
                Tokens = new { Variances = PlantedVariances.OfTokens(options).Values, Ceilings = Rounded(PlantedCeilings.OfTokens(options).Select(drawn.With)) },
                Files = new
                {
                    Source = added is null ? "formula" : "measured",
                    Variances = variances.Values,
                    Ceilings = Rounded(files.Select(drawn.With)),
                    Limits = Rounded(PlantedCeilings.OfFiles(options, PlantedVariances.Exact)),
                    EcgAndTextRaiseR = Raise(files),
                },
            },
            PlantedRecipe.Json) + "\n");
    }

    // Simulation leaves three digits of meaning.
    private static IEnumerable<PlantedCeiling> Rounded(IEnumerable<PlantedCeiling> ceilings) => ceilings.Select(c => c with
    {
        Accuracy = Math.Round(c.Accuracy, 4),
        CrossEntropy = c.CrossEntropy is { } nats ? Math.Round(nats, 4) : null,
        InThisDraw = c.InThisDraw is { } drawn ? Math.Round(drawn, 4) : null,
    });

    private static object Raise(IReadOnlyList<PlantedCeiling> files)
    {
        double Of(params string[] inputs) => Rounded(files).First(c => c.Label == "R" && c.Inputs == string.Join('+', inputs) && c.Rule == PlantedCeiling.Centred).Accuracy;
        var without = Of("audio", "eeg", "video");
        return new { Without = without, WithEcg = Of("audio", "ecg", "eeg", "video"), WithText = Of("audio", "eeg", "text", "video"), WithBoth = Of([.. PlantedCeilings.FileModalities]) };
    }
}
