using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Losses;
using Eegavi.Plugins;
using Eegavi.Training;
using Eegavi.Training.Monitoring;
using Eegavi.Training.Runs;

namespace Eegavi.Samples.Collapse;

/// <summary>Trains runs whose fate is known and says what they were told.</summary>
public static class Calibration
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly PartCatalog Catalog = PartCatalog.Scan(
        typeof(PrecomputedEncoder).Assembly, typeof(LateConcat).Assembly, typeof(SigLip).Assembly, typeof(PullTogether).Assembly);

    /// <summary>Reads the cases.</summary>
    public static Cases Read(string path) =>
        JsonSerializer.Deserialize<Cases>(File.ReadAllText(path), Format) ?? throw new InvalidDataException($"Expected cases in {path}; got nothing.");

    /// <summary>Trains a case.</summary>
    public static Outcome Train(JsonObject run, Case it)
    {
        var data = new LatentData(it.Data);
        var patched = (JsonObject)JsonMergePatch.Apply(run, it.Run)!;
        var bench = new Workbench(new Parts(Catalog), json => new SpecBinder(Catalog).Bind<RunSpec>(ResolvedConfiguration.From(json, ".")), _ => data);
        var found = new List<(int Epoch, HeldBackReport Report)>();
        using var session = RunSession.Open(bench, patched);
        try
        {
            session.Train([.. Enumerable.Range(0, data.RowIds.Count)], new Relay(p => { if (p.HeldBack is { } report) found.Add((p.Epoch, report)); }));
        }
        catch (DivergedException e)
        {
            return new(it, found, e.Message);
        }
        return new(it, found, null);
    }

    private sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

/// <summary>What a run was told.</summary>
/// <param name="Case">The run.</param>
/// <param name="Reports">What was found after each epoch.</param>
/// <param name="Stopped">Why it stopped by itself; null = it did not.</param>
public sealed record Outcome(Case Case, IReadOnlyList<(int Epoch, HeldBackReport Report)> Reports, string? Stopped)
{
    /// <summary>Signs that were given, with the epochs in which they were.</summary>
    public IReadOnlyList<(CollapseSign Sign, IReadOnlyList<int> Epochs)> Signs =>
        [.. Reports.SelectMany(r => r.Report.Warnings.Select(w => (w.Sign, r.Epoch))).Distinct().GroupBy(w => w.Sign, w => w.Epoch).Select(sign => (sign.Key, (IReadOnlyList<int>)[.. sign]))];

    /// <summary>A collapsed run must be warned of, or stopped; a healthy one never, in no epoch.</summary>
    public bool IsRight => Case.Collapses == (Stopped is not null || Signs.Count > 0);
}
