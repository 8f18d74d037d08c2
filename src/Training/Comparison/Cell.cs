using System.Text.Json;
using System.Text.Json.Nodes;
using Eegavi.Training.Runs;
using Eegavi.Training.Splits;

namespace Eegavi.Training.Comparison;

/// <summary>One training run of a comparison: a variant, a seed, a fold. It is all that a worker in another process needs.</summary>
public sealed record Cell
{
    /// <summary>The study.</summary>
    public required string Study { get; init; }

    /// <summary>The variant.</summary>
    public required string Variant { get; init; }

    /// <summary>The training seed; it also stands in <see cref="Run"/>.</summary>
    public required int Seed { get; init; }

    /// <summary>Who is tested.</summary>
    public required Fold Fold { get; init; }

    /// <summary>The head whose predictions are scored.</summary>
    public required string Head { get; init; }

    /// <summary>The label column that they are held to.</summary>
    public required string Label { get; init; }

    /// <summary>The run's resolved configuration.</summary>
    public required JsonObject Run { get; init; }

    /// <summary>Fingerprint of the data.</summary>
    public required string Data { get; init; }

    /// <summary>Names the cell's folder: study/variant/seed-1/fold-0.</summary>
    public string Place => $"{Study}/{Variant}/seed-{Seed}/fold-{Fold.Index}";

    /// <summary>The same for a cell that must give the same result: configuration, fold, scored column, data and program. Names of study and variant do not matter.</summary>
    public string Fingerprint() => Fingerprints.Of(Run, Head, Label, Data, JsonSerializer.Serialize(Fold, CellJson.Format));
}

/// <summary>What a cell came to.</summary>
public sealed record CellResult
{
    /// <summary>The cell's <see cref="Cell.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What the trained model said of the tested rows; null where the cell failed.</summary>
    public Predictions? Predictions { get; init; }

    /// <summary>What it said where every table was hidden; null where it reads none, or none that users will have.</summary>
    public Predictions? WithoutSidecars { get; init; }

    /// <summary>Parameters that were trained, losses' own not counted.</summary>
    public long Parameters { get; init; }

    /// <summary>Median time of a training step.</summary>
    public double MillisecondsPerStep { get; init; }

    /// <summary>Largest resident memory of the process during training.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>Time from start to end.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; init; }
}

/// <summary>How cells and their results are written: one line of JSON each.</summary>
public static class CellJson
{
    /// <summary>Camel case, nothing indented.</summary>
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web);
}
