using Eegavi.Data.Manifests;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>Names of data sets, trials, stimuli and files, the same in every table.</summary>
internal static class PlantedNames
{
    public const string Manifest = "manifest.json", Trials = "trials.csv", Ceilings = "ceilings.json", Readme = "README.txt", Recipe = "planted.json";

    public const string Truth = "truth.csv", TruthOfSubjects = "truth-subjects.csv", TruthOfReadings = "truth-readings.csv", TruthOfBeats = "truth-beats.csv";

    /// <summary>Table columns: the first flips F, the others mean nothing.</summary>
    public static IReadOnlyList<string> Table { get; } = ["flip", "noise1", "noise2"];

    /// <summary>Name of the data set.</summary>
    public static string DataSet(PlantedOptions options) => FormattableString.Invariant($"planted-{options.Seed}");

    /// <summary>Name of a subject, and of its only recording.</summary>
    public static string Subject(int index) => FormattableString.Invariant($"sub-{index + 1:00}");

    /// <summary>Id of a trial.</summary>
    public static string Of(PlantedOptions options, PlantedTrial trial)
    {
        var start = options.StartSeconds(trial.Index);
        return Trial.MakeId(DataSet(options), Subject(trial.Subject), start, start + options.WindowSeconds);
    }

    /// <summary>The stimulus of every trial of a subject: each stimulus once, in an order of the subject's own.</summary>
    public static string[] Stimuli(PlantedOptions options, int subject)
    {
        var names = Enumerable.Range(1, options.Trials).Select(i => FormattableString.Invariant($"stim-{i:000}")).ToArray();
        new PlantedRandom(options.Seed, "stimuli", subject).Shuffle<string>(names);
        return names;
    }

    /// <summary>Path of a subject's file inside the data set, with forward slashes.</summary>
    public static string File(PlantedSubject subject, string name) => $"recordings/{subject.Id}/{name}";
}
