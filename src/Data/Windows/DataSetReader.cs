using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Eegavi.Data.Cache;
using Eegavi.Data.Manifests;
using Eegavi.Data.Readers;

namespace Eegavi.Data.Windows;

/// <summary>How far the reading of a data set has come.</summary>
/// <param name="Done">Parts read.</param>
/// <param name="Total">Parts in all: one for each modality of each recording.</param>
/// <param name="Name">The part that was just read.</param>
public sealed record ReadProgress(int Done, int Total, string Name);

/// <summary>Reads a data set from its manifest: windows of the modalities that are asked for, prepared in parallel over recordings and kept on disk.</summary>
public sealed class DataSetReader
{
    // To be raised whenever the preparation of any modality changes.
    private const string CodeVersion = "1";
    private readonly FeatureCache _cache;
    private readonly IProgress<ReadProgress>? _progress;
    private readonly IReadOnlyList<ISignalReader> _readers;
    private int _done;

    /// <summary>With a cache and somebody who watches.</summary>
    /// <param name="cache">Keeps what was prepared; null = in the user's cache folder.</param>
    /// <param name="progress">Told of each part that was read, from several threads.</param>
    /// <param name="readers">Readers of signals, asked in this order; null = EDF and BDF.</param>
    public DataSetReader(FeatureCache? cache = null, IProgress<ReadProgress>? progress = null, IReadOnlyList<ISignalReader>? readers = null)
    {
        _cache = cache ?? new FeatureCache(UserCache.Folder);
        _progress = progress;
        _readers = readers ?? SignalFile.Readers;
    }

    /// <summary>Parts that were found in the cache in the last reading, and parts that were prepared.</summary>
    public (int Found, int Prepared) Counts { get; private set; }

    /// <summary>Reads a data set.</summary>
    /// <param name="manifestPath">Its <c>manifest.json</c>.</param>
    /// <param name="modalities">How to prepare each modality; null = all with default options.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataProblemsException">The manifest, the trials or the request are malformed; every problem is listed.</exception>
    /// <exception cref="InvalidDataException">A file is malformed or cut short.</exception>
    public DataSet Read(string manifestPath, IReadOnlyDictionary<string, FeatureOptions>? modalities = null, CancellationToken cancel = default)
    {
        var manifest = ManifestFile.Read(manifestPath);
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;
        var trials = TrialFile.Read(ManifestFile.Resolve(folder, manifest.Trials), manifest);
        var asked = modalities ?? manifest.Modalities.Keys.ToDictionary(m => m, _ => new FeatureOptions());
        DataProblemsException.ThrowIfAny([.. asked.SelectMany(a => Problems(manifest, a.Key, a.Value).Select(p => $"{manifestPath}: {p}"))]);
        (_done, Counts) = (0, default);
        var total = asked.Keys.Sum(m => IsFiles(manifest.Modalities[m].Kind) ? manifest.Recordings.Count(r => r.Files.ContainsKey(m)) : 1);
        var arrays = asked.ToDictionary(a => a.Key, a => Modality(manifest, folder, trials, a.Key, a.Value, total, cancel));
        return new DataSet(manifest.Name, trials, arrays)
        {
            StimulusModalities = asked.Keys.Where(m => manifest.Modalities[m].FromStimulus).ToHashSet(StringComparer.Ordinal),
            DerivedFrom = asked.Keys.Where(m => manifest.Modalities[m].DerivedFrom is { Count: > 0 }).ToDictionary(m => m, m => manifest.Modalities[m].DerivedFrom!, StringComparer.Ordinal),
        };
    }

    private ModalityArray Modality(Manifest manifest, string folder, IReadOnlyList<Trial> trials, string name, FeatureOptions options, int total, CancellationToken cancel)
    {
        var modality = manifest.Modalities[name];
        var array = modality.Kind switch
        {
            ModalityKind.Table => Table(name, modality, trials),
            ModalityKind.Tokens => TokenFile.Read(ManifestFile.Resolve(folder, modality.File!)).Join(name, trials),
            _ => FromFiles(manifest, folder, trials, name, options, total, cancel),
        };
        if (!IsFiles(modality.Kind)) Report(name, total);
        var channelAxis = modality.Kind switch { ModalityKind.Tokens => array.Shape.Count - 1, ModalityKind.Video => 1, _ => 0 };
        Centring.Apply(array, trials, options.Centre, options.Scale, channelAxis);
        return array;
    }

    private static bool IsFiles(ModalityKind kind) => kind is not (ModalityKind.Table or ModalityKind.Tokens);

    private static IEnumerable<string> Problems(Manifest manifest, string name, FeatureOptions options)
    {
        if (!manifest.Modalities.TryGetValue(name, out var modality))
        {
            yield return $"expected one of the modalities {string.Join(", ", manifest.Modalities.Keys)}; got '{name}'.";
            yield break;
        }
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results) yield return $"modality '{name}': {result.ErrorMessage}";
        if (options.Centre != Within.Nothing && modality.Kind is (ModalityKind.Table or ModalityKind.Transcript))
            yield return $"modality '{name}': expected no centring of a {modality.Kind.ToString().ToLowerInvariant()}, whose columns have no time; got '{options.Centre}'.";
    }

    private static ModalityArray Table(string name, ManifestModality modality, IReadOnlyList<Trial> trials)
    {
        var columns = modality.Channels ?? [.. trials.SelectMany(t => t.Table.Keys).Distinct().Order(StringComparer.Ordinal)];
        if (columns.Count == 0) throw new DataProblemsException([$"modality '{name}': expected columns table_* in the trials; there are none."]);
        var array = ModalityArray.Empty(trials.Count, [columns.Count], columns.Count);
        for (var row = 0; row < trials.Count; row++)
            for (var c = 0; c < columns.Count; c++)
                if (!trials[row].Absent.Contains(name) && trials[row].Table.TryGetValue(columns[c], out var value))
                    (array.Row(row)[c], array.RowValid(row)[c]) = ((float)value, true);
        return array;
    }

    private ModalityArray FromFiles(Manifest manifest, string folder, IReadOnlyList<Trial> trials, string name, FeatureOptions options, int total, CancellationToken cancel)
    {
        var modality = manifest.Modalities[name];
        var rows = Enumerable.Range(0, trials.Count).GroupBy(r => trials[r].Recording).ToDictionary(g => g.Key, g => g.ToArray());
        var sources = manifest.Recordings.Where(r => r.Files.ContainsKey(name) && rows.ContainsKey(r.Id)).ToDictionary(r => r.Id, r => r.Files[name]);
        var pieces = sources.ToDictionary(s => s.Key, s => rows[s.Key].Select(r => Piece.Of(trials[r], name, s.Value)).ToArray());
        var window = pieces.Values.SelectMany(p => p).Where(p => p is not null).Select(p => p!.Seconds).DefaultIfEmpty(0).Max();
        if (window <= 0) throw new DataProblemsException([$"modality '{name}': expected files for at least one trial; no recording has one."]);
        var parts = new ConcurrentDictionary<string, ModalityArray>();
        ForEach(sources.Where(s => pieces[s.Key].Any(p => p is not null)), source =>
        {
            var job = new Job { Path = ManifestFile.Resolve(folder, source.Value.Path), Modality = modality, Options = options, Pieces = pieces[source.Key], WindowSeconds = window };
            parts[source.Key] = FoundOrPrepared(job, cancel);
            Report($"{name} of {source.Key}", total);
        }, cancel);
        return Joined(name, trials.Count, rows, parts);
    }

    // The first recording's own error says more than a collection of them.
    private static void ForEach<T>(IEnumerable<T> items, Action<T> act, CancellationToken cancel)
    {
        try
        {
            Parallel.ForEach(items, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, act);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private ModalityArray FoundOrPrepared(Job job, CancellationToken cancel)
    {
        var key = Key(job);
        if (_cache.Find(key) is { } found)
        {
            lock (_cache) Counts = (Counts.Found + 1, Counts.Prepared);
            return found;
        }
        var prepared = FileWindow.Prepare(job, _readers, cancel);
        _cache.Keep(key, prepared);
        lock (_cache) Counts = (Counts.Found, Counts.Prepared + 1);
        return prepared;
    }

    // Centring comes after the cache, and so is no part of the key.
    private string Key(Job job) => ContentHash.OfText(JsonSerializer.Serialize(new
    {
        CodeVersion,
        Bytes = _cache.Hashes.Of(job.Path),
        job.Modality.Kind,
        job.Modality.Channels,
        Options = job.Options with { Centre = Within.Nothing, Scale = false },
        job.Pieces,
        job.WindowSeconds,
    }));

    private static ModalityArray Joined(string name, int count, Dictionary<string, int[]> rows, ConcurrentDictionary<string, ModalityArray> parts)
    {
        var (firstId, first) = parts.OrderBy(p => p.Key, StringComparer.Ordinal).First();
        foreach (var (id, part) in parts)
            if (!part.Shape.SequenceEqual(first.Shape))
                throw new InvalidDataException($"Modality '{name}': expected windows [{string.Join(", ", first.Shape)}] as in recording '{firstId}'; '{id}' has [{string.Join(", ", part.Shape)}]; name the channels in the manifest or set a common rate.");
        var all = ModalityArray.Empty(count, first.Shape, first.Steps);
        foreach (var (id, part) in parts)
        {
            for (var i = 0; i < part.Rows; i++)
            {
                part.Row(i).CopyTo(all.Row(rows[id][i]));
                part.RowValid(i).CopyTo(all.RowValid(rows[id][i]));
                part.RowSeconds(i).CopyTo(all.RowSeconds(rows[id][i]));
            }
        }
        return all;
    }

    private void Report(string name, int total) => _progress?.Report(new ReadProgress(Interlocked.Increment(ref _done), total, name));
}
