using System.Globalization;
using Eegavi.Samples.Acceptance;
using Eegavi.Training.Comparison;

// Acceptance FOLDER...: reads what `eegavi compare` left, a folder for each data seed (and one of twins), and says whether the variants came out as the planted truth demands.
if (args.Length == 0)
{
    Console.Error.WriteLine("Expected the output folders of comparisons, one for each data seed; samples/Acceptance/run makes and checks them.");
    return 2;
}

var twins = args.Where(folder => Directory.Exists(Path.Combine(folder, "runs", "twins"))).ToList();
var repetitions = args.Except(twins).Select(folder => (Name: Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Repetition: new Repetition(ComparisonReport.Read(Path.Combine(folder, "results.json"))))).ToList();

if (repetitions.Count > 0)
{
    var scores = repetitions.Select(r => r.Repetition.Scores().ToList()).ToList();
    Console.WriteLine($"| study | variant | {string.Join(" | ", repetitions.Select(r => r.Name))} |");
    Console.WriteLine($"|---|---|{string.Concat(Enumerable.Repeat("---|", repetitions.Count))}");
    for (var row = 0; row < scores[0].Count; row++)
        Console.WriteLine($"| {scores[0][row].Study} | `{scores[0][row].Variant}` | {string.Join(" | ", scores.Select(s => s[row].Score.ToString(".000", CultureInfo.InvariantCulture)))} |");
    Console.WriteLine();
}

var faults = repetitions.Select(r => (r.Name, Faults: r.Repetition.Faults(), Flags: string.Concat(r.Repetition.Flags().Select(flag => $" (flagged: {flag})")))).ToList();
foreach (var (name, found, flags) in faults) Console.WriteLine($"{name}: {(found.Count == 0 ? "as it must be" : string.Join("; ", found))}{flags}");
if (faults.Count > 0) Console.WriteLine($"{faults.Count(f => f.Faults.Count == 0)} of {faults.Count} data seeds: all {Contrasts.Strict.Count} strict contrasts (p < .05 after Holm), no tie told apart, the trap not taken.");
foreach (var (pairs, toldApart) in twins.Select(Twins.Count)) Console.WriteLine($"Twins: {toldApart} of {pairs} pairs of identical variants are told apart.");
return faults.All(f => f.Faults.Count == 0) ? 0 : 1;
