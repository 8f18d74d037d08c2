using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Eegavi.Data.Readers;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Manifests;

/// <summary>Reads and writes <c>trials.csv</c>.</summary>
/// <remarks>
/// Columns: <c>id, recording, subject, stimulus, stimulus_start_seconds, start_seconds, stop_seconds, emotion</c>; <c>label_*</c> (−1 or 1), <c>rating_*</c> and <c>table_*</c> (numbers),
/// <c>present_*</c> (0 or 1), <c>span_start_*</c>, <c>span_stop_*</c>, <c>span_offset_*</c> (seconds), each with a name after it. An empty cell = not known.
/// </remarks>
public static class TrialFile
{
    private static readonly string[] Required = ["id", "recording", "subject", "start_seconds", "stop_seconds"];
    private static readonly string[] Plain = [.. Required, "stimulus", "stimulus_start_seconds", "emotion"];
    private static readonly string[] Families = ["label_", "rating_", "table_", "present_", "span_start_", "span_stop_", "span_offset_"];

    /// <summary>Reads and checks trials against their manifest.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataProblemsException">It is malformed; every problem is listed with its line.</exception>
    public static IReadOnlyList<Trial> Read(string path, Manifest manifest)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected the trials at '{path}'; the file is missing.", path);
        using var reader = new StreamReader(path);
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { MaxFieldSize = 1 << 16 });
        try
        {
            return Read(csv, path, manifest);
        }
        catch (CsvHelperException e)
        {
            throw new DataProblemsException([$"{path}: line {csv.RawRow}: {TranscriptFile.CsvProblem(e)}"]);
        }
    }

    /// <summary>Writes trials; the file appears under its name when complete.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Write(string path, IReadOnlyList<Trial> trials)
    {
        var columns = TrialColumns.Of(trials);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
            foreach (var (name, _) in columns) csv.WriteField(name);
            csv.NextRecord();
            foreach (var trial in trials)
            {
                foreach (var (_, cell) in columns) csv.WriteField(cell(trial));
                csv.NextRecord();
            }
        });
    }

    private static List<Trial> Read(CsvParser csv, string path, Manifest manifest)
    {
        var problems = new List<string>();
        var trials = new List<Trial>();
        var header = csv.Read() ? csv.Record! : [];
        problems.AddRange(HeaderProblems(header, manifest).Select(p => $"{path}: line 1: {p}"));
        DataProblemsException.ThrowIfAny(problems);
        var seen = new Dictionary<string, int>();
        while (csv.Read())
        {
            var line = csv.RawRow;
            var row = new TrialRow(header, csv.Record!, manifest);
            var trial = row.Trial();
            if (trial is not null && !seen.TryAdd(trial.Id, line)) row.Problems.Add($"expected each id once; '{trial.Id}' is on line {seen[trial.Id]} too.");
            else if (trial is not null) trials.Add(trial);
            problems.AddRange(row.Problems.Distinct().Select(p => $"{path}: line {line}: {p}"));
        }
        DataProblemsException.ThrowIfAny(problems);
        return trials;
    }

    private static IEnumerable<string> HeaderProblems(string[] header, Manifest manifest)
    {
        foreach (var name in Required.Except(header)) yield return $"expected a column '{name}'; it is missing.";
        foreach (var twice in header.GroupBy(h => h).Where(g => g.Count() > 1)) yield return $"expected each column once; '{twice.Key}' appears {twice.Count()} times.";
        foreach (var name in header.Except(Plain))
        {
            var family = Array.Find(Families, f => name.StartsWith(f, StringComparison.Ordinal) && name.Length > f.Length);
            if (family is null)
                yield return $"expected one of {string.Join(", ", Plain)}, or a name that begins with {string.Join(", ", Families)}; got '{name}'.";
            else if ((family == "present_" || family.StartsWith("span_", StringComparison.Ordinal)) && !manifest.Modalities.ContainsKey(name[family.Length..]))
                yield return $"column '{name}': expected one of the modalities {string.Join(", ", manifest.Modalities.Keys)}.";
        }
    }
}
