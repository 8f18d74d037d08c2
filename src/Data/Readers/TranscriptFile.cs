using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Eegavi.Data.Manifests;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Readers;

/// <summary>Reads and writes transcripts: CSV with the columns <c>start_seconds, stop_seconds, text</c>.</summary>
public static class TranscriptFile
{
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { NewLine = "\n", MaxFieldSize = 1 << 16 };

    /// <summary>Reads a transcript.</summary>
    /// <returns>Lines in the file's order, seconds in the file's clock.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataProblemsException">It is malformed; every problem is listed with its line.</exception>
    public static IReadOnlyList<TranscriptLine> Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a transcript at '{path}'; there is none.", path);
        using var reader = new StreamReader(path);
        using var csv = new CsvParser(reader, Csv);
        try
        {
            return Read(csv, path);
        }
        catch (CsvHelperException e)
        {
            throw new DataProblemsException([$"{path}: line {csv.RawRow}: {CsvProblem(e)}"]);
        }
    }

    /// <summary>What is wrong with a line that is not CSV.</summary>
    internal static string CsvProblem(CsvHelperException e) =>
        e is MaxFieldSizeException ? "expected cells of less than 65536 characters; one is longer." : "expected cells whose quotes are doubled and closed; a quote stands alone.";

    private static List<TranscriptLine> Read(CsvParser csv, string path)
    {
        var lines = new List<TranscriptLine>();
        var problems = new List<string>();
        if (!csv.Read() || !csv.Record!.SequenceEqual(["start_seconds", "stop_seconds", "text"]))
            throw new DataProblemsException([$"{path}: line 1: expected the columns start_seconds, stop_seconds, text; got {string.Join(", ", csv.Record ?? [])}."]);
        while (csv.Read())
        {
            if (Line(csv.Record!) is { } line) lines.Add(line);
            else problems.Add($"{path}: line {csv.RawRow}: expected start_seconds <= stop_seconds and a text; got '{csv.RawRecord.Trim()}'.");
        }
        DataProblemsException.ThrowIfAny(problems);
        return lines;
    }

    /// <summary>Writes a transcript; the file appears under its name when complete.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Write(string path, IEnumerable<TranscriptLine> lines) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        using var csv = new CsvWriter(writer, Csv);
        foreach (var name in new[] { "start_seconds", "stop_seconds", "text" }) csv.WriteField(name);
        csv.NextRecord();
        foreach (var line in lines)
        {
            csv.WriteField(line.StartSeconds);
            csv.WriteField(line.StopSeconds);
            csv.WriteField(line.Text);
            csv.NextRecord();
        }
    });

    private static TranscriptLine? Line(string[] cells) =>
        cells.Length == 3
        && double.TryParse(cells[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var start)
        && double.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var stop)
        && double.IsFinite(start) && double.IsFinite(stop) && start <= stop
            ? new TranscriptLine(start, stop, cells[2]) : null;
}

/// <summary>What was said, and when.</summary>
/// <param name="StartSeconds">First second in the file's clock.</param>
/// <param name="StopSeconds">Second at which it ends.</param>
/// <param name="Text">The words.</param>
public sealed record TranscriptLine(double StartSeconds, double StopSeconds, string Text);
