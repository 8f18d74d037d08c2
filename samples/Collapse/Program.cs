using System.Globalization;
using Eegavi.Samples.Collapse;
using Eegavi.Training.Monitoring;

// Trains 20 runs that must collapse and 20 that must not, and prints what each was told. `Collapse [PART OF A NAME] [EPOCH-BY-EPOCH]`
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
TorchSharp.torch.set_num_threads(1);
var cases = Calibration.Read(Path.Combine(AppContext.BaseDirectory, "cases.json"));
var (wrong, collapsed) = (0, 0);
Console.WriteLine("| run | right | signs | deviation | of ends | rank | loss / shuffled | least lift | within | contexts | subject |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
foreach (var it in cases.Runs.Where(it => args.Length == 0 || it.Name.Contains(args[0], StringComparison.Ordinal)))
{
    var outcome = Calibration.Train(cases.Base, it);
    (wrong, collapsed) = (wrong + (outcome.IsRight ? 0 : 1), collapsed + (it.Collapses ? 1 : 0));
    foreach (var (epoch, report) in args.Length > 1 ? outcome.Reports : outcome.Reports.TakeLast(1)) Print(outcome, epoch, report);
    if (outcome.Stopped is not null) Console.WriteLine($"| {it.Name} | {(outcome.IsRight ? "yes" : "**no**")} | stopped: {outcome.Stopped} | | | | | | | | |");
}
Console.WriteLine($"{wrong} wrong; {collapsed} collapsed");
return wrong;

static void Print(Outcome outcome, int epoch, HeldBackReport report)
{
    var ends = report.Ends;
    string[] cells =
    [
        $"{outcome.Case.Name}, epoch {epoch}", outcome.IsRight ? "yes" : "**no**", string.Join(", ", outcome.Signs.Select(sign => $"{sign.Sign} ({sign.Epochs[0]}{(sign.Epochs.Count > 1 ? $"–{sign.Epochs[^1]}" : "")})")),
        $"{report.Spread?.Deviation:0.00}", ends.Count == 0 ? "" : $"{ends.Min(e => e.Deviation):0.00}", $"{report.Spread?.EffectiveRank:0.0}", $"{report.Loss / report.ShuffledLoss:0.000}",
        ends.Count == 0 ? "" : $"{ends.Min(e => e.Everywhere.Lift):0.0}", ends.Count == 0 ? "" : $"{ends.Min(e => e.Within?.Lift):0.0}", $"{report.ContextRatio:0.000}", $"{report.Subject?.Accuracy:0.00}",
    ];
    Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
