using System.Text.Json;
using System.Text.Json.Serialization;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Manifests;

/// <summary>Reads and writes <c>manifest.json</c>.</summary>
public static class ManifestFile
{
    private const long MaximumBytes = 64 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        MaxDepth = 16,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads and checks a manifest; whether its files exist is <see cref="Eegavi.Data.Checks.DataCheck"/>'s business.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataProblemsException">It is malformed; every problem is listed.</exception>
    public static Manifest Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a manifest at '{path}'; there is none; 'eegavi data synth' writes one.", path);
        if (new FileInfo(path).Length > MaximumBytes) throw new DataProblemsException([$"{path}: expected a manifest of at most 64 MiB; it is larger."]);
        var manifest = Parsed(path);
        DataProblemsException.ThrowIfAny([.. Problems(manifest).Select(p => $"{path}: {p}")]);
        return manifest;
    }

    /// <summary>Checks and writes a manifest; it appears under its name when complete.</summary>
    /// <exception cref="DataProblemsException">It contradicts itself.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Write(string path, Manifest manifest)
    {
        DataProblemsException.ThrowIfAny([.. Problems(manifest).Select(p => $"{path}: {p}")]);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(manifest, Json) + "\n");
    }

    /// <summary>The file that a manifest's path names.</summary>
    /// <param name="folder">Folder of the manifest.</param>
    /// <param name="relative">Path inside it.</param>
    public static string Resolve(string folder, string relative) => Path.GetFullPath(Path.Combine(folder, relative));

    private static Manifest Parsed(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<Manifest>(stream, Json) ?? throw new DataProblemsException([$"{path}: expected an object; got null."]);
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? $"line {number + 1}: " : "";
            throw new DataProblemsException([$"{path}: {line}{e.Message.Split(" Path:")[0].Split(" LineNumber:")[0]}"]);
        }
    }

    private static IEnumerable<string> Problems(Manifest manifest)
    {
        if (manifest.Version != Manifest.CurrentVersion)
            yield return $"expected version {Manifest.CurrentVersion}; got {manifest.Version}; another release of EEGAVI wrote it.";
        if (!IsName(manifest.Name)) yield return $"expected a name without '/' or line breaks; got '{manifest.Name}'.";
        if (PathProblem(manifest.Trials) is { } trials) yield return $"trials: {trials}";
        foreach (var (name, modality) in manifest.Modalities)
            foreach (var problem in ModalityProblems(name, modality)) yield return $"modality '{name}': {problem}";
        foreach (var twice in manifest.Recordings.GroupBy(r => r.Id).Where(g => g.Count() > 1))
            yield return $"expected each recording once; '{twice.Key}' appears {twice.Count()} times.";
        foreach (var recording in manifest.Recordings)
            foreach (var problem in RecordingProblems(manifest, recording)) yield return $"recording '{recording.Id}': {problem}";
    }

    private static IEnumerable<string> ModalityProblems(string name, ManifestModality modality)
    {
        if (!IsName(name) || name.Contains('_', StringComparison.Ordinal)) yield return "expected a name without '/', '_' or line breaks.";
        if (modality.Kind == ModalityKind.Tokens && modality.File is null) yield return "expected 'file', the data set's token file; it is missing.";
        if (modality.Kind != ModalityKind.Tokens && modality.File is not null) yield return "'file' is for kind 'tokens'; other kinds have a file for each recording.";
        if (modality.File is { } file && PathProblem(file) is { } problem) yield return problem;
    }

    private static IEnumerable<string> RecordingProblems(Manifest manifest, ManifestRecording recording)
    {
        if (!IsName(recording.Id)) yield return "expected an id without '/' or line breaks.";
        if (!IsName(recording.Subject)) yield return $"expected a subject without '/' or line breaks; got '{recording.Subject}'.";
        foreach (var (name, source) in recording.Files)
        {
            if (!manifest.Modalities.ContainsKey(name)) yield return $"expected one of the modalities {string.Join(", ", manifest.Modalities.Keys)}; got '{name}'.";
            if (PathProblem(source.Path) is { } problem) yield return $"{name}: {problem}";
            if (!double.IsFinite(source.OffsetSeconds)) yield return $"{name}: expected a finite offset; got {source.OffsetSeconds}.";
            if (!(Math.Abs(source.DriftMsPerMinute) < 6000)) yield return $"{name}: expected a drift within ±6000 ms a minute; got {source.DriftMsPerMinute}.";
        }
    }

    private static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.IndexOfAny(['/', '\\', '\n', '\r']) < 0;

    // Both systems' roots and separators are refused on either, so that a data set moves between them.
    private static string? PathProblem(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) return "expected a path; got none.";
        var inside = !path.StartsWith('/') && path.IndexOfAny([':', '\\', '\0', '\n', '\r']) < 0 && !path.Split('/').Contains("..");
        return inside ? null : $"expected a path inside the manifest's folder, relative and with '/'; got '{path}'.";
    }
}
