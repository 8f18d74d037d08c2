using System.Text.Json;
using System.Text.Json.Serialization;
using Eegavi.Data.Writers;

namespace Eegavi.Training.Comparison;

/// <summary>What a comparison came to: the content of <c>results.json</c>, described in <c>docs/results-format.md</c>.</summary>
public sealed record ComparisonReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Version of this format.</summary>
    public int Schema { get; init; } = 2;

    /// <summary>Version of the program.</summary>
    public string Program { get; init; } = Versions.Own;

    /// <summary>The studies.</summary>
    public required IReadOnlyList<StudyReport> Studies { get; init; }

    /// <summary>Writes the file; whole or not at all.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Format));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is no such file.</exception>
    public static ComparisonReport Read(string path) =>
        JsonSerializer.Deserialize<ComparisonReport>(File.ReadAllText(path), Format) ?? throw new JsonException($"{path}: expected the results of a comparison; got null.");
}
