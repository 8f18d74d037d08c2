using Eegavi.Data.Synthetic.Output;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Synthetic;

/// <summary>Writes planted data sets: data whose every label has a known mechanism and known ceilings.</summary>
public static class PlantedDataSet
{
    /// <summary>Writes a data set into <paramref name="folder"/>, which appears when it is complete: nothing half-written stays after an error or Ctrl-C.</summary>
    /// <param name="options">What it contains.</param>
    /// <param name="level">Tokens or files; files need ffmpeg.</param>
    /// <param name="folder">A folder that does not exist, is empty, or holds the same data set already.</param>
    /// <param name="progress">Hears the share that is done, 0…1, from any thread.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>False when the same data set was there already, and nothing was done.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The folder holds something else, or cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg is not installed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static bool Write(PlantedOptions options, PlantedLevel level, string folder, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        options.Check();
        var recipe = new PlantedRecipe { Level = level, Options = options };
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (recipe.IsIn(target)) return false;
        RefuseToReplace(target);

        var building = Beside(target);
        try
        {
            Fill(recipe, building, new Tally(progress), cancel);
            cancel.ThrowIfCancellationRequested();
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(building, target);
        }
        finally
        {
            if (Directory.Exists(building)) Directory.Delete(building, recursive: true);
        }

        progress?.Report(1);
        return true;
    }

    private static void Fill(PlantedRecipe recipe, string folder, Tally tally, CancellationToken cancel)
    {
        var scalars = PlantedScalars.Draw(recipe.Options);
        IReadOnlyDictionary<string, double>? added = null;
        if (recipe.Level == PlantedLevel.Files) added = new PlantedFileLevel(scalars, folder, tally.Add).Write(cancel);
        else PlantedTokenLevel.Write(scalars, folder);
        cancel.ThrowIfCancellationRequested();
        Manifests.TrialFile.Write(Path.Combine(folder, PlantedNames.Trials), PlantedTrials.Of(scalars));
        PlantedTruth.WriteTrials(Path.Combine(folder, PlantedNames.Truth), scalars);
        PlantedTruth.WriteSubjects(Path.Combine(folder, PlantedNames.TruthOfSubjects), scalars);
        PlantedCeilingsFile.Write(Path.Combine(folder, PlantedNames.Ceilings), scalars, added);
        AtomicFile.WriteText(Path.Combine(folder, PlantedNames.Readme), PlantedReadme.Text(recipe.Level, recipe.Options));
        AtomicFile.WriteText(Path.Combine(folder, PlantedNames.Recipe), recipe.Text());
    }

    private static void RefuseToReplace(string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new IOException($"Expected a new or empty folder for the data set; '{target}' holds something else; choose another folder or remove it.");
    }

    private static string Beside(string target)
    {
        var parent = Path.GetDirectoryName(target) ?? throw new IOException($"Expected a folder for the data set; '{target}' has no parent; choose another.");
        try
        {
            return Directory.CreateDirectory(Path.Combine(parent, $".{Path.GetFileName(target)}-{Guid.NewGuid():N}.part")).FullName;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"Cannot write to '{parent}' ({e.Message.TrimEnd('.')}); choose a folder that you may write to.", e);
        }
    }

    // Sums the shares that the workers report.
    private sealed class Tally(IProgress<double>? progress)
    {
        private readonly Lock _lock = new();
        private double _done;

        public void Add(double share)
        {
            lock (_lock) progress?.Report(Math.Min(1, _done += share));
        }
    }
}
