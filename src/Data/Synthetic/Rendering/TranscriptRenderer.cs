namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>One spoken word on the shared clock.</summary>
internal readonly record struct PlantedWord(double StartSeconds, double StopSeconds, string Text);

/// <summary>Writes what is said in a trial: a sentence whose describing words come from one of two lists, by the trial's text sign.</summary>
internal static class TranscriptRenderer
{
    internal static readonly string[] Bright =
        ["bright", "warm", "gentle", "golden", "playful", "fresh", "kind", "lively", "sweet", "calm", "merry", "soft"];

    internal static readonly string[] Dark =
        ["grey", "cold", "bitter", "hollow", "weary", "stale", "harsh", "empty", "sour", "tense", "gloomy", "rough"];

    // Each # is replaced by a word of the trial's list.
    private static readonly string[] Sentences =
    [
        "I remember a # morning and the # road to the # house",
        "it was a # evening with # music in a # room",
        "they told a # story about a # town and its # people",
        "there is a # smell and a # light in this # place",
        "the # sea made a # sound under a # sky",
    ];

    /// <summary>The words of one trial, spread over its window.</summary>
    public static IReadOnlyList<PlantedWord> Words(PlantedRecording recording, PlantedTrial trial)
    {
        var random = recording.Random($"words {trial.Index}");
        var list = (trial.TextR > 0 ? Bright : Dark).ToArray();
        random.Shuffle<string>(list);
        var (words, used) = (Sentences[random.Below(Sentences.Length)].Split(' '), 0);
        var (start, each) = (recording.Options.StartSeconds(trial.Index), recording.Window / (double)words.Length);
        return [.. words.Select((word, i) =>
            new PlantedWord(start + i * each, start + (i + 0.9) * each, word == "#" ? list[used++] : word))];
    }
}
