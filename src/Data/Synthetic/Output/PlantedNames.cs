namespace Eegavi.Data.Synthetic.Output;

/// <summary>Names of trials, stimuli and files, the same in every table.</summary>
internal static class PlantedNames
{
    public const string Manifest = "manifest.json", Trials = "trials.csv", Ceilings = "ceilings.json", Readme = "README.txt";

    public const string Truth = "truth.csv", TruthOfSubjects = "truth-subjects.csv", TruthOfReadings = "truth-readings.csv", TruthOfBeats = "truth-beats.csv";

    /// <summary>Table columns: the first flips F, the others mean nothing.</summary>
    public static IReadOnlyList<string> Table { get; } = ["table1", "table2", "table3"];

    /// <summary><c>sub-01-trial-001</c>.</summary>
    public static string Of(PlantedTrial trial) => FormattableString.Invariant($"sub-{trial.Subject + 1:00}-trial-{trial.Index + 1:000}");

    /// <summary>The stimulus of every trial of a subject: each stimulus once, in an order of the subject's own.</summary>
    public static string[] Stimuli(PlantedOptions options, PlantedSubject subject)
    {
        var names = Enumerable.Range(1, options.Trials).Select(i => FormattableString.Invariant($"stim-{i:000}")).ToArray();
        new PlantedRandom(options.Seed, "stimuli", subject.Index).Shuffle<string>(names);
        return names;
    }

    /// <summary>Path of a subject's file inside the data set, with forward slashes.</summary>
    public static string File(PlantedSubject subject, string name) => $"recordings/{subject.Id}/{name}";
}
