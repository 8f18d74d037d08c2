using Eegavi.Data.Cache;
using Eegavi.Data.Manifests;
using Eegavi.Data.Readers;

namespace Eegavi.Data.Checks;

/// <summary>Compares a data set's manifest and trials with its files, and looks for what misleads experiments.</summary>
public static class DataCheck
{
    /// <summary>Checks a data set; finds everything at once and never throws for what it finds.</summary>
    /// <param name="manifestPath">Its <c>manifest.json</c>.</param>
    /// <param name="progress">Told the share done, 0…1, from several threads.</param>
    /// <param name="cancel">Stops it.</param>
    public static DataReport Run(string manifestPath, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        Run(manifestPath, SignalFile.Readers, progress, cancel);

    /// <summary>Checks a data set whose signals need other readers.</summary>
    /// <param name="manifestPath">Its <c>manifest.json</c>.</param>
    /// <param name="readers">Readers of signals, asked in this order.</param>
    /// <param name="progress">Told the share done, 0…1, from several threads.</param>
    /// <param name="cancel">Stops it.</param>
    public static DataReport Run(string manifestPath, IReadOnlyList<ISignalReader> readers, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        try
        {
            var manifest = ManifestFile.Read(manifestPath);
            var folder = Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;
            var trials = TrialFile.Read(ManifestFile.Resolve(folder, manifest.Trials), manifest);
            return Run(manifest, folder, readers, trials, progress, cancel);
        }
        catch (DataProblemsException e)
        {
            return new DataReport(e.Problems, [], []);
        }
        catch (IOException e)
        {
            return new DataReport([e.Message], [], []);
        }
    }

    private static DataReport Run(Manifest manifest, string folder, IReadOnlyList<ISignalReader> readers, IReadOnlyList<Trial> trials, IProgress<double>? progress, CancellationToken cancel)
    {
        var byRecording = trials.ToLookup(t => t.Recording);
        var done = 0;
        var checks = manifest.Recordings.AsParallel().AsOrdered().WithCancellation(cancel).Select(recording =>
        {
            var check = new FileCheck(manifest, folder, readers);
            check.Check(recording, [.. byRecording[recording.Id]], cancel);
            progress?.Report(Interlocked.Increment(ref done) / (double)manifest.Recordings.Count);
            return check;
        }).ToList();
        var whole = new FileCheck(manifest, folder, readers);
        whole.CheckTokens(trials);
        if (trials.Count == 0) whole.Problems.Add($"expected at least one trial; '{manifest.Trials}' has none.");
        checks.Add(whole);
        return new DataReport(
            [.. checks.SelectMany(c => c.Problems), .. Duplicates(manifest, folder)],
            [.. checks.SelectMany(c => c.Warnings), .. AlikeSubjects(manifest), .. Overlaps(trials), .. SubjectChecks.LabelsThatTellSubjects(trials)],
            Facts(manifest, trials));
    }

    // The same signal under two subjects: one person would be on both sides of a split. Sound and pictures may well be one stimulus for all.
    private static IEnumerable<string> Duplicates(Manifest manifest, string folder)
    {
        var hashes = new ContentHash(null);
        var files = manifest.Recordings.SelectMany(r => r.Files.Where(f => manifest.Modalities[f.Key].Kind == ModalityKind.Signal).Select(f => f.Value.Path).Distinct().Select(p => (r.Subject, r.Id, Path: ManifestFile.Resolve(folder, p))))
            .Where(f => File.Exists(f.Path)).ToList();
        foreach (var alike in files.GroupBy(f => new FileInfo(f.Path).Length).Where(g => g.Select(f => f.Subject).Distinct().Count() > 1))
            foreach (var same in alike.GroupBy(f => hashes.Of(f.Path)).Where(g => g.Select(f => f.Subject).Distinct().Count() > 1))
                yield return $"expected each subject's own files; recordings {string.Join(" and ", same.Select(f => $"'{f.Id}'"))} of different subjects hold the same bytes ({Path.GetFileName(same.First().Path)}).";
    }

    private static IEnumerable<string> AlikeSubjects(Manifest manifest) =>
        manifest.Recordings.Select(r => r.Subject).Distinct().GroupBy(s => s.Trim().ToUpperInvariant()).Where(g => g.Count() > 1)
            .Select(g => $"subjects {string.Join(" and ", g.Select(s => $"'{s}'"))} differ only in case or spaces; if they are one person, a split tests on a training subject.");

    private static IEnumerable<string> Overlaps(IReadOnlyList<Trial> trials) =>
        trials.GroupBy(t => t.Recording).Select(g => (g.Key, Count: g.OrderBy(t => t.StartSeconds).Zip(g.OrderBy(t => t.StartSeconds).Skip(1)).Count(p => p.Second.StartSeconds < p.First.StopSeconds - 1e-9)))
            .Where(o => o.Count > 0).Select(o => $"recording '{o.Key}': {o.Count} trials overlap the next one; keep a recording on one side of a split.");

    private static List<string> Facts(Manifest manifest, IReadOnlyList<Trial> trials) =>
    [
        $"{manifest.Name}: {trials.Count} trials of {trials.Select(t => t.Subject).Distinct().Count()} subjects in {manifest.Recordings.Count} recordings; modalities {string.Join(", ", manifest.Modalities.Keys)}.",
        .. trials.SelectMany(t => t.Labels.Keys).Distinct().Order(StringComparer.Ordinal).Select(name => $"label {name}: {trials.Count(t => t.Labels.GetValueOrDefault(name) == 1)} of +1, {trials.Count(t => t.Labels.GetValueOrDefault(name) == -1)} of -1."),
    ];
}
