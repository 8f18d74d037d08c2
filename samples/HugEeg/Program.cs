using System.Globalization;
using System.Text.Json.Nodes;
using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Losses;
using Eegavi.Plugins;
using Eegavi.Samples.HugEeg;
using Eegavi.Training;
using Eegavi.Training.Monitoring;
using Eegavi.Training.Runs;

// Trains every variant on several planted data sets and prints what each keeps of EEG and takes from the contexts. `HugEeg [DATA SEEDS [VARIANTS]]`, 5 and variants.json by default.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
TorchSharp.torch.set_num_threads(1);
var catalog = PartCatalog.Scan(typeof(PrecomputedEncoder).Assembly, typeof(LateConcat).Assembly, typeof(SigLip).Assembly);
var variants = Variants.Read(args.Length > 1 ? args[1] : Path.Combine(AppContext.BaseDirectory, "variants.json"));
var results = new Dictionary<string, List<Result>>();
foreach (var seed in Enumerable.Range(1, args.Length > 0 ? int.Parse(args[0]) : 5))
{
    var data = Planted.Make(seed);
    foreach (var (name, patch) in variants.All)
    {
        var result = Run((JsonObject)JsonMergePatch.Apply(variants.Base, patch)!, data, catalog, out var eeg);
        Console.WriteLine($"{name}, data {seed}: {result}");
        Add(name, result);
        if (name == variants.All[0].Name) Add("EEG alone", eeg);
    }
    data.Rows.Dispose();
}
Console.WriteLine("| variant | matched − mismatched cosine: EEG | audio | video | ‖ctx‖ / ‖query‖ | R from the embedding | EEG-only bit from the embedding | ms a step |");
Console.WriteLine("|---|---|---|---|---|---|---|---|");
foreach (var (name, all) in results) Console.WriteLine($"| {name} | {Spread(all, r => r.Eeg)} | {Spread(all, r => r.Audio)} | {Spread(all, r => r.Video)} | {Spread(all, r => r.Ratio)} | {Spread(all, r => r.R)} | {Spread(all, r => r.Bit)} | {Spread(all, r => r.Milliseconds)} |");

void Add(string name, Result result)
{
    if (!results.TryGetValue(name, out var all)) all = results[name] = [];
    all.Add(result);
}

static Result Run(JsonObject run, Planted data, PartCatalog catalog, out Result eegAlone)
{
    var bench = new Workbench(new Parts(catalog), json => new SpecBinder(catalog).Bind<RunSpec>(ResolvedConfiguration.From(json, ".")), _ => data.Rows);
    // The last four subjects are seen by nobody but the probe.
    string[] unseen = [.. data.Rows.Subjects.Distinct().Order(StringComparer.Ordinal).TakeLast(4)];
    var (test, train) = (Of(data, unseen, true), Of(data, unseen, false));
    HeldBackReport? last = null;
    using var session = RunSession.Open(bench, run);
    var trained = session.Train(train, new Relay(p => last = p.HeldBack ?? last));
    using var fused = Probe.Vectors(session.Model, data.Rows, "fused");
    using var query = Probe.Vectors(session.Model, data.Rows, "query");
    eegAlone = new(null, null, null, null, Probe.Accuracy(query, data.R, train, test), Probe.Accuracy(query, data.Bit, train, test), null);
    return new(Gap(last!, "query"), Gap(last!, "context.audio"), Gap(last!, "context.video"), last!.ContextRatio, Probe.Accuracy(fused, data.R, train, test), Probe.Accuracy(fused, data.Bit, train, test), trained.MillisecondsPerStep);
}

static int[] Of(Planted data, string[] subjects, bool isIn) => [.. Enumerable.Range(0, data.Rows.Subjects.Count).Where(i => subjects.Contains(data.Rows.Subjects[i]) == isIn)];

static double? Gap(HeldBackReport report, string end) => report.Ends.Where(e => e.End == end).Select(e => e.Cosine - e.Mismatched).FirstOrDefault();

static string Spread(List<Result> all, Func<Result, double?> of)
{
    var values = all.Select(of).OfType<double>().ToList();
    return values.Count == 0 ? "" : $"{values.Average():0.000} [{values.Min():0.00}, {values.Max():0.00}]";
}

internal sealed record Result(double? Eeg, double? Audio, double? Video, double? Ratio, double R, double Bit, double? Milliseconds);

internal sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
