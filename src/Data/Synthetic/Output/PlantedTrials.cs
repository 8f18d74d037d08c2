using Eegavi.Data.Manifests;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>The rows of <c>trials.csv</c>: labels, ratings, emotion, stimulus, table and what is missing. No scalar is among them.</summary>
internal static class PlantedTrials
{
    /// <summary>One row for each trial, in order.</summary>
    public static IReadOnlyList<Trial> Of(PlantedScalars scalars)
    {
        var stimuli = scalars.Subjects.Select(s => PlantedNames.Stimuli(scalars.Options, s.Index)).ToArray();
        return [.. scalars.Trials.Select(t => Row(scalars.Options, t, stimuli[t.Subject][t.Index]))];
    }

    private static Trial Row(PlantedOptions options, PlantedTrial trial, string stimulus)
    {
        var (start, ratings) = (options.StartSeconds(trial.Index), PlantedRatings.Of(options, trial));
        return new()
        {
            Id = PlantedNames.Of(options, trial),
            Recording = PlantedNames.Subject(trial.Subject),
            Subject = PlantedNames.Subject(trial.Subject),
            Stimulus = stimulus,
            StartSeconds = start,
            StopSeconds = start + options.WindowSeconds,
            Labels = Named(PlantedLabels.Names, trial.Labels.Values),
            Ratings = Named(PlantedRatings.Names, ratings.Values),
            Emotion = ratings.Emotion,
            Table = Named(PlantedNames.Table, trial.Table),
            Absent = trial.HasAudio ? new HashSet<string>() : new HashSet<string> { "audio" },
        };
    }

    private static Dictionary<string, T> Named<T>(IReadOnlyList<string> names, IReadOnlyList<T> values) =>
        names.Zip(values).ToDictionary(p => p.First, p => p.Second);
}
